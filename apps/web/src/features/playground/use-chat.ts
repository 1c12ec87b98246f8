'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import { languageOfPerson, type PersonName } from './chat';
import { readAnswer } from './read-answer';

const calmMs = 1500;
const eagerMs = 150;

/** After one's own act the answer is near: ask often for a while. */
const eagerForMs = 5000;

/** A simulated person's chat with a sandbox bot: what stands there, writing and pressing. */
export function useChat(username: string, personName: PersonName) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const showFailure = useFailureToast();
  const eagerUntil = useRef(0);
  const [alert, setAlert] = useState<string>();
  const person = { name: personName, languageCode: languageOfPerson[personName] };
  const key = { username, person };

  const chat = useQuery(
    trpc.sandbox.messages.queryOptions(key, {
      refetchInterval: () => (Date.now() < eagerUntil.current ? eagerMs : calmMs),
      staleTime: 0,
    }),
  );
  const ask = () => {
    eagerUntil.current = Date.now() + eagerForMs;
    return queryClient.invalidateQueries(trpc.sandbox.messages.queryFilter(key));
  };
  const send = useMutation(trpc.sandbox.send.mutationOptions({ onSuccess: ask, onError: showFailure }));
  const press = useMutation(
    trpc.sandbox.press.mutationOptions({
      onError: showFailure,
      onSuccess: (result) => {
        const { text, showAlert } = readAnswer(result.answered);
        if (text !== '' && showAlert) setAlert(text);
        else if (text !== '') toast(text);
        return ask();
      },
    }),
  );
  const vote = useMutation(trpc.sandbox.vote.mutationOptions({ onSuccess: ask, onError: showFailure }));
  return {
    chat,
    alert,
    closeAlert: () => setAlert(undefined),
    isSending: send.isPending,
    pressing: press.isPending ? `${press.variables.messageId}:${press.variables.data}` : undefined,
    send: (text: string) => send.mutate({ ...key, text }),
    isVoting: vote.isPending,
    vote: (messageId: number, optionIds: number[]) => vote.mutate({ ...key, messageId, optionIds }),
    press: (messageId: number, data: string) => press.mutate({ ...key, messageId, data }),
  };
}
