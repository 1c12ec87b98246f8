'use client';

import { startAuthentication } from '@simplewebauthn/browser';
import { useCallback } from 'react';
import { useTRPCClient } from '@/trpc/trpc-context';

/** Asks the browser for a passkey; throws what the server or the browser threw. */
export function usePasskey() {
  const client = useTRPCClient();
  return useCallback(async () => {
    const optionsJSON = await client.auth.askForPasskey.mutate();
    const { id, rawId, response } = await startAuthentication({ optionsJSON });
    const { clientDataJSON, authenticatorData, signature, userHandle } = response;
    return {
      id,
      rawId,
      type: 'public-key' as const,
      response: { clientDataJSON, authenticatorData, signature, ...(userHandle !== undefined && { userHandle }) },
    };
  }, [client]);
}
