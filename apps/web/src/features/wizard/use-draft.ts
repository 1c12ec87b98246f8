'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import type { Inputs, Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { type DraftData, readDraftData } from './draft-data';
import type { WizardStepId } from './wizard-steps';

export function useDraft(draftId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.drafts.get.queryOptions({ id: draftId }));
}

export interface Onward {
  to: WizardStepId;
  data: DraftData;
  secrets?: Inputs['drafts']['save']['secrets'];
}

/** Saves what a step asked on the server, then goes to the next one. */
export function useSaveDraft(draftId: string) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const showFailure = useFailureToast();
  const save = useMutation(trpc.drafts.save.mutationOptions());
  const goOn = async ({ to, data, secrets }: Onward) => {
    try {
      await save.mutateAsync({ id: draftId, step: to, data, ...(secrets === undefined ? {} : { secrets }) });
      await queryClient.invalidateQueries(trpc.drafts.pathFilter());
      router.push(`/bots/new/${draftId}/${to}`);
    } catch (error) {
      showFailure(error);
    }
  };
  return { goOn, isSaving: save.isPending, error: save.error };
}

export interface DraftView {
  id: string;
  data: DraftData;
  botId: string | null;
  hasToken: boolean;
  hasApiId: boolean;
}

export function toDraftView({ id, data, botId, has }: Outputs['drafts']['get']): DraftView {
  return { id, data: readDraftData(data), botId, hasToken: has.token, hasApiId: has.telegramApiId };
}
