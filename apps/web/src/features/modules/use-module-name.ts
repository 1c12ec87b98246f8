'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/trpc-context';
import { useSchemaWords } from './use-schema-words';

/** What a module of the bot is called, in the reader's language; one that is not there keeps its id. */
export function useModuleName(botId: string): (moduleId: string) => string {
  const trpc = useTRPC();
  const words = useSchemaWords();
  // Asked once: names stay, while everything shown of a lively bot is asked anew all the time.
  const isMissing = (query: { state: { data: unknown } }) => query.state.data === undefined;
  const { data } = useQuery(trpc.modules.list.queryOptions({ botId }, { enabled: isMissing }));
  return (moduleId) => {
    const found = data?.find((module) => module.id === moduleId);
    return found === undefined ? moduleId : words(found.title);
  };
}
