import { botStatuses } from '@dovecote/db/schema/bots';
import { z } from 'zod';
import { limitsSchema } from '../bots/limits-schema';
import { pageSchema } from '../pages';

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date(), z.date()]).transform((text) => new Date(text));
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
  createdFrom: moment.optional(),
  createdTo: moment.optional(),
});

export const listUsersSchema = pageSchema.extend({ q: filterText.optional() });

export const listAuditSchema = pageSchema.extend({
  action: filterText.optional(),
  actorId: filterText.optional(),
  targetId: filterText.optional(),
  workspaceId: filterText.optional(),
  from: moment.optional(),
  to: moment.optional(),
});
