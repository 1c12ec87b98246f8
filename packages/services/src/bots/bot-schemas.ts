import { visibleText } from '@dovecote/modules/kit/visible-text';
import { z } from 'zod';
import { limitsSchema } from './limits-schema';

export const botNameSchema = z.string().trim().min(1, { error: 'must not be empty' }).max(64);

/**
 * A pasted token, or BotFather's whole message. Any text passes: whether a token stands in it is for `parseBotToken` to
 * say, so signs that cannot be stored are only made harmless here.
 */
export const tokenSchema = z
  .string()
  .transform((text) => text.replaceAll('\u0000', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd'));

export const telegramApiFields = {
  telegramApiId: z
    .union([z.number().int().positive(), z.string().trim()])
    .transform(String)
    .pipe(z.string().regex(/^[1-9]\d{3,9}$/, { error: 'must be the number from my.telegram.org' }))
    .optional(),
  telegramApiHash: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{32}$/i, { error: 'must be 32 hexadecimal characters' })
    .optional(),
  telegramPhone: z
    .string()
    .transform((text) => text.replace(/[\s().-]/g, ''))
    .pipe(z.string().regex(/^\+[1-9]\d{6,14}$/, { error: 'must be an international number such as +15551234567' }))
    .optional(),
  sessionString: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9+/_=-]{32,4096}$/, { error: 'is not a session string' })
    .optional(),
};

/** Whether what waits at Telegram when a bot moves in is answered or dropped. */
export const pendingUpdatesSchema = z.enum(['keep', 'drop']).optional();

export const createBotSchema = z.strictObject({
  token: tokenSchema,
  name: botNameSchema.optional(),
  limits: limitsSchema.partial().optional(),
  pendingUpdates: pendingUpdatesSchema,
  ...telegramApiFields,
});

export const renameBotSchema = z.strictObject({ name: botNameSchema });

export const rotateTokenSchema = z.strictObject({ token: tokenSchema });

export const verifyBotSchema = z.strictObject({
  chatId: z
    .union([z.number().int(), z.string().regex(/^(-?\d{1,20}|@[A-Za-z]\w{3,31})$/, { error: 'is not a chat id' })], {
      error: 'is not a chat id',
    })
    .optional(),
  text: visibleText(4096).optional(),
});

export const statsRanges = ['1h', '24h', '7d', '30d'] as const;

export const statsSchema = z.strictObject({ range: z.enum(statsRanges).default('24h') });
