'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';

/** What an owner can do about the people of a bot's games; each act refreshes what is shown of them. */
export function useEngagementActs() {
  const { engagement } = useTRPC();
  const queryClient = useQueryClient();
  const shared = {
    onError: useFailureToast(),
    // Not waited for: the person acted on may leave the list with it.
    onSettled: () => void queryClient.invalidateQueries(engagement.pathFilter()),
  };
  return {
    ban: useMutation(engagement.ban.mutationOptions(shared)),
    liftBan: useMutation(engagement.liftBan.mutationOptions(shared)),
    reverseLine: useMutation(engagement.reverseLine.mutationOptions(shared)),
  };
}
