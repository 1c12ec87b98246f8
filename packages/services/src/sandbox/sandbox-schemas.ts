import { z } from 'zod';
import { pageSchema } from '../pages';

const username = z
  .string()
  .trim()
  .transform((text) => text.replace(/^@/, ''))
  .pipe(z.string().regex(/^[A-Za-z][A-Za-z0-9_]{1,31}$/, { error: 'is not a username' }));

const person = z.union([
  z.string().trim().min(1).max(32),
  z.strictObject({ name: z.string().trim().min(1).max(32), languageCode: z.string().min(2).max(10).optional() }),
]);

export const createSandboxBotSchema = z.strictObject({
  username: username.optional(),
  name: z.string().trim().min(1).max(64).optional(),
});

export const chatKeySchema = z.strictObject({ username, person: person.optional() });

export const sendMessageSchema = chatKeySchema.extend({ text: z.string().trim().min(1).max(4096) });

export const pressButtonSchema = chatKeySchema.extend({
  messageId: z.number().int().positive(),
  data: z.string().min(1).max(64),
});

export const votePollSchema = chatKeySchema.extend({
  messageId: z.number().int().positive(),
  optionIds: z.array(z.number().int().min(0).max(11)).max(12),
});

export const blockBotSchema = chatKeySchema.extend({ blocked: z.boolean() });

export const readChatSchema = chatKeySchema.extend({
  after: z.coerce.number().int().nonnegative().optional(),
  /** Without it the whole chat, which the sandbox bounds. */
  limit: pageSchema.shape.limit.unwrap().optional(),
  cursor: pageSchema.shape.cursor,
  /** With `waitSeconds`: answer as soon as the chat's revision is another one. */
  revision: z.coerce.number().int().nonnegative().optional(),
  waitSeconds: z.coerce.number().min(0).max(25).optional(),
});
