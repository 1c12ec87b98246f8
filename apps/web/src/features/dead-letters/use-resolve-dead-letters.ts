'use client';

import { useMutation } from '@tanstack/react-query';
import { useRefreshBots } from '@/features/bots/use-refresh-bots';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';

/** The four acts on dead letters; each tells of its failure and refreshes what is shown of the bot. */
export function useResolveDeadLetters() {
  const { deadLetters } = useTRPC().bots;
  const shared = { onError: useFailureToast(), onSettled: useRefreshBots() };
  return {
    replay: useMutation(deadLetters.replay.mutationOptions(shared)),
    replayAll: useMutation(deadLetters.replayAll.mutationOptions(shared)),
    discard: useMutation(deadLetters.discard.mutationOptions(shared)),
    discardAll: useMutation(deadLetters.discardAll.mutationOptions(shared)),
  };
}
