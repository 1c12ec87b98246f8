import type { Outputs } from '@/trpc/router-types';

export type Chat = Outputs['sandbox']['messages'];

export type ChatMessage = Chat['messages'][number];

export const people = ['Sam', 'Mira', 'Kim'] as const;

export type PersonName = (typeof people)[number];

export const languageOfPerson: Record<PersonName, string> = { Sam: 'en', Mira: 'ru', Kim: 'en' };
