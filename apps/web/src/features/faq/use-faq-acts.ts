'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';

/** What can be done to a bot's knowledge; each act refreshes what is shown of it. Forms show their own failures. */
export function useFaqActs() {
  const trpc = useTRPC();
  const { faq } = trpc;
  const queryClient = useQueryClient();
  // Not waited for: what is acted on may be gone from the page with it, before it could tell how it went.
  const onSettled = () => {
    void queryClient.invalidateQueries(faq.pathFilter());
    void queryClient.invalidateQueries(trpc.modules.pathFilter());
  };
  const shared = { onError: useFailureToast(), onSettled };
  return {
    addDocument: useMutation(faq.addDocument.mutationOptions({ onSettled })),
    removeDocument: useMutation(faq.removeDocument.mutationOptions(shared)),
    importChat: useMutation(faq.importChat.mutationOptions({ onSettled })),
    resolveDraft: useMutation(faq.resolveDraft.mutationOptions(shared)),
    createGroupCode: useMutation(faq.createGroupCode.mutationOptions(shared)),
    disconnectGroup: useMutation(faq.disconnectGroup.mutationOptions(shared)),
    saveModel: useMutation(faq.saveModel.mutationOptions({ onSettled })),
    removeModel: useMutation(faq.removeModel.mutationOptions(shared)),
    testModel: useMutation(faq.testModel.mutationOptions(shared)),
  };
}
