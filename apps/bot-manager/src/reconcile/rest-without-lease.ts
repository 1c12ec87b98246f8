import { setTimeout as sleep } from 'node:timers/promises';
import type { BotHost } from '@dovecote/bot-runtime/bot-host';
import type { Db } from '@dovecote/db/client';
import type { Logger } from '@dovecote/observability/logger';
import { findUnseen } from '../ingress/find-unseen';
import type { LeaseKeeper } from './keep-lease';

const retryMs = 200;

/**
 * Lets the bots rest while the lease has lapsed. `onCaughtUp` hears false when a rest begins, and true when it is over and
 * the bots know what others journalled meanwhile: a newer update taken in before would overtake it.
 */
export function restWithoutLease(
  keeper: LeaseKeeper,
  { db, host, processId, logger }: { db: Db; host: BotHost; processId: string; logger: Logger },
  onCaughtUp: (isCaughtUp: boolean) => void,
): void {
  const catchUp = async (): Promise<void> => {
    while (keeper.isValid()) {
      const isKnown = await findUnseen(db, host, processId, 0).then(
        () => true,
        () => false,
      );
      if (isKnown && keeper.isValid()) return onCaughtUp(true);
      await sleep(retryMs);
    }
  };
  keeper.onChange((isValid) => {
    logger.warn(isValid ? 'the lease runs again; nobody took the bots' : 'the lease lapsed: the bots rest');
    if (isValid) return void catchUp();
    onCaughtUp(false);
    host.cutPolls();
  });
}
