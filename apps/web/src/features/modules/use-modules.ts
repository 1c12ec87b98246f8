'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useFailureToast } from '@/features/shared/use-failure-toast';
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
  const onError = useFailureToast();
  return useMutation(
    trpc.modules.save.mutationOptions({
      onError,
      onSettled: () => queryClient.invalidateQueries(trpc.modules.pathFilter()),
    }),
  );
}
