import type { BadgeTone } from '@dovecote/ui/badge';
import type { Outputs } from '@/trpc/router-types';

export type Update = Outputs['bots']['updates']['items'][number];

export const updateStates = ['waiting', 'done', 'skipped', 'dead_lettered'] as const;

export const updateTones: Record<Update['state'], BadgeTone> = {
  waiting: 'accent',
  done: 'good',
  skipped: 'neutral',
  dead_lettered: 'bad',
};

export const knownKinds = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'callback_query',
  'inline_query',
  'poll',
  'poll_answer',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
  'message_reaction',
  'pre_checkout_query',
  'job',
] as const;
