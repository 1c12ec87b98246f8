import { expect, test } from 'vitest';
import { buildTimeline, type Call, type Trace } from './build-timeline';

const at = (ms: number) => new Date(Date.UTC(2026, 0, 1) + ms).toISOString();

const update: Trace['update'] = {
  id: '1',
  seq: 1,
  kind: 'message',
  command: null,
  lane: '7',
  contactId: '7',
  state: 'done',
  reason: null,
  moduleId: 'core',
  attempts: 1,
  receivedAt: at(0),
  startedAt: at(30),
  finishedAt: at(50),
  waitMs: 30,
  handleMs: 20,
  calls: 2,
};

const call: Call = {
  id: 1,
  position: 0,
  moduleId: 'core',
  method: 'sendMessage',
  chatId: '7',
  policy: 'never_lost',
  state: 'sent',
  attempts: 1,
  isAmbiguous: false,
  lostAnswer: null,
  error: null,
  receipt: null,
  createdAt: at(50),
  sentAt: at(150),
  waitMs: 40,
  tookMs: 60,
  isHandedOver: false,
  payload: null,
};

test('the update and its calls lie one after another on one scale', () => {
  const { rows, spanMs } = buildTimeline({ update, calls: [call] }, new Date(at(9_000)));
  expect(spanMs).toBe(150);
  expect(rows).toMatchObject([
    { startMs: 0, waitMs: 30, workMs: 20, isOpen: false },
    { startMs: 50, waitMs: 40, workMs: 60, isOpen: false },
  ]);
});

test('what still waits grows until now, what was handed over takes no time', () => {
  const waiting = { ...update, state: 'waiting' as const, startedAt: null, finishedAt: null, waitMs: null };
  const open = buildTimeline({ update: { ...waiting, handleMs: null }, calls: [] }, new Date(at(700)));
  expect(open).toMatchObject({ spanMs: 700, rows: [{ waitMs: 700, workMs: 0, isOpen: true }] });
  const unsent = { ...call, sentAt: null, waitMs: null, tookMs: null };
  const calls: Call[] = [
    { ...unsent, state: 'queued' },
    { ...unsent, state: 'inline', isHandedOver: true },
  ];
  expect(buildTimeline({ update, calls }, new Date(at(250))).rows.slice(1)).toMatchObject([
    { waitMs: 200, isOpen: true },
    { waitMs: 0, workMs: 0, isOpen: false },
  ]);
});
