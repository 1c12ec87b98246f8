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
  'callback_query',
  'my_chat_member',
  'channel_post',
  'poll_answer',
  'job',
] as const;
