import type { Outputs } from '@/trpc/router-types';

export type Trace = Outputs['bots']['updateTrace'];
export type Call = Trace['calls'][number];

export interface TimelineRow {
  /** Null for the update itself. */
  call: Call | null;
  /** From the receipt, in milliseconds. */
  startMs: number;
  waitMs: number;
  workMs: number;
  /** It has not ended yet, and grows. */
  isOpen: boolean;
}

export interface Timeline {
  rows: TimelineRow[];
  /** From the receipt to the last end, at least one millisecond. */
  spanMs: number;
}

/** The update's way on one scale: its wait and handling, then each call's wait for its chat and its sending. */
export function buildTimeline({ update, calls }: Pick<Trace, 'update' | 'calls'>, now: Date): Timeline {
  const receivedMs = Date.parse(update.receivedAt);
  const sinceReceipt = (at: string) => Math.max(0, Date.parse(at) - receivedMs);
  const nowMs = Math.max(0, now.getTime() - receivedMs);
  const isOpen = update.finishedAt === null;
  const waitMs = Math.max(0, update.waitMs ?? (isOpen ? nowMs : 0));
  const own = { call: null, startMs: 0, waitMs, workMs: Math.max(0, update.handleMs ?? 0), isOpen };
  const rows: TimelineRow[] = [own];
  for (const call of calls) {
    const startMs = sinceReceipt(call.createdAt);
    const isCallOpen = call.sentAt === null && (call.state === 'queued' || call.state === 'sending');
    const openMs = isCallOpen ? Math.max(0, nowMs - startMs) : 0;
    rows.push({ call, startMs, waitMs: call.waitMs ?? openMs, workMs: call.tookMs ?? 0, isOpen: isCallOpen });
  }
  const spanMs = Math.max(1, ...rows.map((row) => row.startMs + row.waitMs + row.workMs));
  return { rows, spanMs };
}
