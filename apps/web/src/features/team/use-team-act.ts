'use client';

import { useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';

/** What every act on the team does afterwards: says how it went, and reads the team anew. */
export function useTeamAct(done: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return {
    onError: useFailureToast(),
    onSuccess: () => {
      toast.success(done);
    },
    onSettled: async () => {
      await queryClient.invalidateQueries(trpc.workspace.pathFilter());
      await queryClient.invalidateQueries(trpc.session.pathFilter());
    },
  };
}
