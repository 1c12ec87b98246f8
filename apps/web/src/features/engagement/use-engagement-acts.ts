'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';

/** What an owner can do about a bot's points and games; each act refreshes what is shown. Forms show their own failures. */
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
    exportPerson: useMutation(engagement.exportPerson.mutationOptions({ onError: shared.onError })),
    createPoll: useMutation(engagement.createPoll.mutationOptions({ onSettled: shared.onSettled })),
    reviewPoll: useMutation(engagement.reviewPoll.mutationOptions(shared)),
    importQuestions: useMutation(engagement.importQuestions.mutationOptions({ onSettled: shared.onSettled })),
    removeQuestion: useMutation(engagement.removeQuestion.mutationOptions(shared)),
    decideReferral: useMutation(engagement.decideReferral.mutationOptions(shared)),
    reverseLine: useMutation(engagement.reverseLine.mutationOptions(shared)),
  };
}
