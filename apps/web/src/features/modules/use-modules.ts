'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { readFailure } from '@/trpc/read-failure';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';

export type ModuleView = Outputs['modules']['list'][number];

export function useModules(botId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.modules.list.queryOptions({ botId }));
}

/** Publishes a module's settings; everything shown of modules is asked anew. */
export function useSaveModule() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const t = useTranslations('modules.form');
  const tell = useFailureToast();
  return useMutation(
    trpc.modules.save.mutationOptions({
      // Of wrong fields the server says but their paths, and each stands in the form with its own words.
      onError: (error) => (Object.keys(readFailure(error).fields).length > 0 ? toast.error(t('wrong')) : tell(error)),
      onSettled: () => queryClient.invalidateQueries(trpc.modules.pathFilter()),
    }),
  );
}
