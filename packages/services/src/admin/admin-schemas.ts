import { botStatuses } from '@dovecote/db/schema/bots';
import { z } from 'zod';
import { limitsSchema } from '../bots/limits-schema';
import { pageSchema } from '../pages';

/** Years that Postgres and ISO 8601 write alike. */
const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** A moment, or a day of UTC that begins or ends at this time. */
const moment = (timeOfDay: string) =>
  z
    .union(
      [
        z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
        z.iso.date().transform((day) => new Date(`${day}T${timeOfDay}Z`)),
        z.date(),
      ],
      { error: 'must be a day like 2026-01-31 or a time like 2026-01-31T12:00:00Z' },
    )
    .refine((date) => date.getTime() >= earliest && date.getTime() <= latest, {
      error: 'must be in the years 1 to 9999',
    });
const from = moment('00:00:00').optional();
const to = moment('23:59:59.999').optional();
const filterText = z.string().trim().min(1).max(200);

export const reasonField = z.string().trim().min(3, { error: 'must say why, in 3 characters or more' }).max(500);

export const reasonSchema = z.strictObject({ reason: reasonField });

export const adminLimitsSchema = limitsSchema.partial().extend({ reason: reasonField });

export const changePlanSchema = z.strictObject({ plan: filterText, reason: reasonField });

export const listAllBotsSchema = pageSchema.extend({
  status: z.enum(botStatuses).optional(),
  /** An owner's id, e-mail address or a part of it. */
  owner: filterText.optional(),
  /** A part of the bot's username, name or id. */
  q: filterText.optional(),
  createdFrom: from,
  createdTo: to,
});

export const listUsersSchema = pageSchema.extend({ q: filterText.optional() });

export const listAuditSchema = pageSchema.extend({
  action: filterText.optional(),
  actorId: filterText.optional(),
  targetId: filterText.optional(),
  workspaceId: filterText.optional(),
  from,
  to,
});
