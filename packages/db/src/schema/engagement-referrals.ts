import { sql } from 'drizzle-orm';
import { date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { bots } from './bots';

const botKey = { workspaceId: text('workspace_id').notNull(), botId: text('bot_id').notNull() };

/**
 * `waiting` for the end of the hold, then `paid`, `held` by the referee or `lapsed` for want of activity; `appealed` by
 * the inviter; `released`, `refused` or `revoked` by the owner; `clawed_back` by the referee's second look.
 */
export const referralStates = [
  'waiting',
  'paid',
  'held',
  'appealed',
  'released',
  'refused',
  'revoked',
  'clawed_back',
  'lapsed',
] as const;
export type ReferralState = (typeof referralStates)[number];

/** Who came by whose link. */
export const engagementReferrals = pgTable(
  'engagement_referrals',
  {
    ...botKey,
    /** Made of the invited person's id with the bot's own key, so that ledger and jobs need not name them. */
    id: text('id').notNull(),
    invitedId: text('invited_id').notNull(),
    inviterId: text('inviter_id').notNull(),
    state: text('state', { enum: referralStates }).notNull(),
    /** What the referee found, with the figures. */
    findings: jsonb('findings').$type<{ kind: string; figures: Record<string, number> }[]>().notNull().default([]),
    at: moment('at').notNull(),
    judgedAt: moment('judged_at'),
    appealedAt: moment('appealed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_referrals_inviter_idx').on(table.workspaceId, table.botId, table.inviterId),
    index('engagement_referrals_invited_idx').on(table.workspaceId, table.botId, table.invitedId),
    index('engagement_referrals_review_idx')
      .on(table.workspaceId, table.botId, table.state, table.id)
      .where(sql`state in ('held', 'appealed', 'clawed_back')`),
  ],
);

/** When somebody did something, for the referee: one row a person and UTC day. */
export const engagementTraces = pgTable(
  'engagement_traces',
  {
    ...botKey,
    personId: text('person_id').notNull(),
    day: date('day', { mode: 'string' }).notNull(),
    /** Since midnight UTC; the first fifty of the day. */
    seconds: integer('seconds').array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.personId, table.day] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_traces_age_idx').on(table.day),
  ],
);
