'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';

/** What can be done to webhooks; each act tells of its failure and refreshes what is shown of them. */
export function useWebhookActs() {
  const trpc = useTRPC();
  const { webhooks } = trpc;
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries(webhooks.pathFilter());
  const shared = { onError: useFailureToast(), onSettled };
  return {
    /** Its form shows its failures. */
    create: useMutation(webhooks.create.mutationOptions({ onSettled })),
    update: useMutation(webhooks.update.mutationOptions({ onSettled })),
    toggle: useMutation(webhooks.update.mutationOptions(shared)),
    remove: useMutation(webhooks.remove.mutationOptions(shared)),
    rotateSecret: useMutation(webhooks.rotateSecret.mutationOptions(shared)),
    test: useMutation(webhooks.test.mutationOptions(shared)),
    replay: useMutation(webhooks.replay.mutationOptions(shared)),
    replayFailed: useMutation(webhooks.replayFailed.mutationOptions(shared)),
  };
}
