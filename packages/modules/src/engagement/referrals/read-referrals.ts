import type { ReferralState } from '@dovecote/db/schema/engagement-referrals';
import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import type { Finding } from './judge-referral';

export interface Referral {
  id: string;
  invitedId: string;
  inviterId: string;
  state: ReferralState;
  findings: readonly Finding[];
  at: Date;
}

type Row = {
  id: string;
  invited_id: string;
  inviter_id: string;
  state: ReferralState;
  findings: Finding[];
  at: string | Date;
};

const listedMax = 300;

export async function readReferral(reader: Reader, id: string): Promise<Referral | null> {
  const [found] = await readReferrals(reader, sql`id = ${id}`);
  return found ?? null;
}

/** Those who came by somebody's link, newest first. */
export function readReferralsBy(reader: Reader, inviterIds: readonly string[], most = listedMax): Promise<Referral[]> {
  return readReferrals(reader, sql`inviter_id = any(${sql.param(inviterIds)}::text[])`, most);
}

/** The referral by which a person came; null if they came by nobody's link. */
export async function readReferralOf(reader: Reader, personId: string): Promise<Referral | null> {
  const [found] = await readReferrals(reader, sql`invited_id = ${personId}`);
  return found ?? null;
}

async function readReferrals({ db, workspaceId, botId }: Reader, where: SQL, most = 1): Promise<Referral[]> {
  const result = await db.execute<Row>(sql`
    select id, invited_id, inviter_id, state, findings, at from engagement_referrals
    where workspace_id = ${workspaceId} and bot_id = ${botId} and ${where}
    order by at desc, id limit ${most}`);
  return result.rows.map(({ invited_id, inviter_id, at, ...row }) => ({
    ...row,
    invitedId: invited_id,
    inviterId: inviter_id,
    at: new Date(at),
  }));
}
