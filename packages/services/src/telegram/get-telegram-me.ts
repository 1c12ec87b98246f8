import { AppError } from '@dovecote/errors/app-error';
import type { Secret } from '@dovecote/vault/secret';
import { z } from 'zod';
import type { ServiceContext } from '../service-context';
import { askTelegram } from './ask-telegram';

const meSchema = z.object({
  id: z.number().int(),
  username: z.string(),
  first_name: z.string().optional(),
  can_join_groups: z.boolean().default(false),
  can_read_all_group_messages: z.boolean().default(false),
  supports_inline_queries: z.boolean().default(false),
});

export interface TelegramMe {
  telegramId: string;
  username: string;
  name: string;
  canJoinGroups: boolean;
  canReadAllGroupMessages: boolean;
  supportsInlineQueries: boolean;
}

/**
 * Who the token belongs to.
 * @throws AppError as `askTelegram`.
 * @see https://core.telegram.org/bots/api#getme
 */
export async function getTelegramMe(
  ctx: Pick<ServiceContext, 'telegram'>,
  bot: { apiRoot: string; token: Secret },
): Promise<TelegramMe> {
  const parsed = meSchema.safeParse(await askTelegram(ctx, { ...bot, method: 'getMe' }));
  if (!parsed.success) {
    throw new AppError('TELEGRAM_UNAVAILABLE', 'The Bot API server gave an answer we cannot read. Try again later.');
  }
  const me = parsed.data;
  return {
    telegramId: String(me.id),
    username: me.username,
    name: me.first_name ?? me.username,
    canJoinGroups: me.can_join_groups,
    canReadAllGroupMessages: me.can_read_all_group_messages,
    supportsInlineQueries: me.supports_inline_queries,
  };
}
