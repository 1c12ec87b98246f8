'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import type { Limits } from '@/features/bots/limit-fields';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { applyTemplate } from './apply-template';
import type { DraftView } from './use-draft';

/** Makes the bot of a draft, gives it its template and starts it. Asked again after a failure, it goes on. */
export function useCreateBot(draft: DraftView) {
  const t = useTranslations('wizard.purpose');
  const language = useLocale();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (limits: Limits) => {
      const { name, template = 'greeter', greeting, pendingUpdates } = draft.data;
      const bot = await client.drafts.finish.mutate({
        id: draft.id,
        limits,
        ...(name === undefined ? {} : { name }),
        ...(pendingUpdates === undefined ? {} : { pendingUpdates }),
      });
      const modules = await client.modules.list.query({ botId: bot.id });
      const words = {
        greeting: greeting ?? t(`templates.${template}.greeting`),
        language,
        menuLabel: t(`templates.${template}.menu`),
        question: t('templates.support.question'),
        answer: t('templates.support.answer'),
      };
      for (const save of applyTemplate(bot.id, template, words, modules)) await client.modules.save.mutate(save);
      await client.bots.start.mutate({ id: bot.id });
      await queryClient.invalidateQueries(trpc.pathFilter());
      return bot;
    },
  });
}
