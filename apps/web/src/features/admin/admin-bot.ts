import type { Outputs } from '@/trpc/router-types';

export type AdminBot = Outputs['admin']['bots']['items'][number];
