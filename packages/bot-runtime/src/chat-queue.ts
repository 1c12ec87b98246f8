import type { Fifo } from './fifo';
import type { OutboxRow } from './outbox-row';

/** The calls to one chat, in order; `isBusy` while one is under way. */
export interface ChatQueue {
  rows: Fifo<OutboxRow>;
  isBusy: boolean;
}
