import type { UserFromGetMe } from 'grammy/types';
import type { Door } from '../src/rig/load';

export interface PeerBot {
  telegramId: string;
  token: string;
  door: Door;
  /** Given to grammY, so that it need not ask. */
  me: UserFromGetMe;
}

/** The peers' bots: made up from their numbers, so that both sides of a measurement know them. */
export function peerBots(count: number, first = 0): PeerBot[] {
  return Array.from({ length: count }, (_, number) => {
    const place = first + number;
    const telegramId = String(7_000_000 + place);
    return {
      telegramId,
      token: `${telegramId}:${'A'.repeat(35)}`,
      door: { path: `/tg/path-of-bot-${place}`, secret: `secret-of-bot-${place}` },
      me: {
        id: Number(telegramId),
        is_bot: true,
        first_name: 'Bot',
        username: `bot_${telegramId}_bot`,
        can_join_groups: true,
        can_read_all_group_messages: false,
        supports_inline_queries: false,
        can_connect_to_business: false,
        has_main_web_app: false,
        has_topics_enabled: false,
        allows_users_to_create_topics: false,
      } as UserFromGetMe,
    };
  });
}
