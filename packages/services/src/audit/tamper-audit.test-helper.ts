import type { Db, Tx } from '@dovecote/db/client';
import { auditEvents, auditHeads } from '@dovecote/db/schema/audit-events';
import type { Vault } from '@dovecote/vault/vault';
import { and, asc, eq, gt, gte, sql } from 'drizzle-orm';
import { hashEvent } from './hash-event';
import { type AuditVerdict, checkChains } from './verify-audit-log';

type Event = typeof auditEvents.$inferSelect;

interface Place {
  chain: string;
  seq: number;
}

/** Changes the log as somebody with the whole database could; answers where the check has to point. */
type Tamper = (tx: Tx, events: readonly Event[], place: number) => Promise<Place>;

const columns: Record<string, (event: Event) => Partial<Event>> = {
  action: ({ action }) => ({ action: `${action}.` }),
  actorKind: ({ actorKind }) => ({ actorKind: actorKind === 'user' ? 'system' : 'user' }),
  actorId: () => ({ actorId: 'usr_somebody_else' }),
  targetType: () => ({ targetType: 'nothing' }),
  targetId: ({ targetId }) => ({ targetId: `${targetId}x` }),
  reason: ({ reason }) => ({ reason: `${reason ?? ''}!` }),
  before: () => ({ before: { forged: true } }),
  after: ({ after }) => ({ after: { ...after, forged: true } }),
  personal: () => ({ personal: null }),
  requestId: () => ({ requestId: 'req_other' }),
  at: ({ at }) => ({ at: new Date(at.getTime() + 1) }),
  hash: ({ hash }) => ({ hash: hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }),
  previousHash: ({ previousHash }) => ({
    previousHash: previousHash.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
  }),
};

const write = async (tx: Tx, event: Event, change: Partial<Event>) =>
  await tx.update(auditEvents).set(change).where(eq(auditEvents.id, event.id));

const changes: [string, Tamper][] = Object.entries(columns).map(([name, change]) => [
  `changes ${name}`,
  async (tx, events, place) => {
    // What no person did has no personal part to take away.
    const at = name === 'personal' ? events.findIndex(({ personal }) => personal !== null) : place;
    const event = eventAt(events, at);
    await write(tx, event, change(event));
    return event;
  },
]);

export const tampers: readonly [string, Tamper][] = [
  ...changes,
  [
    'changes an event and makes its hash anew',
    async (tx, events, place) => {
      const event = eventAt(events, place);
      const changed = { ...event, action: 'forged.action' };
      await write(tx, event, { action: changed.action, hash: hashOf(changed) });
      const next = events[place + 1];
      // The one after points to a hash that is gone; after the last, only the signed head knows.
      return next ?? event;
    },
  ],
  [
    'changes an event and makes every hash after it anew',
    async (tx, events, place) => {
      await relink(tx, events.slice(place), eventAt(events, place).previousHash, { action: 'forged.action' });
      return lastOf(events);
    },
  ],
  [
    'deletes an event',
    async (tx, events, place) => {
      const event = eventAt(events, place);
      await tx.delete(auditEvents).where(eq(auditEvents.id, event.id));
      return event;
    },
  ],
  [
    'deletes an event and closes the gap',
    async (tx, events, place) => {
      const event = eventAt(events, place);
      await tx.delete(auditEvents).where(eq(auditEvents.id, event.id));
      const rest = events.slice(place + 1).map((one) => ({ ...one, seq: one.seq - 1 }));
      await relink(tx, rest, event.previousHash, {});
      return { chain: event.chain, seq: events.length };
    },
  ],
  [
    'cuts the end off',
    async (tx, events, place) => {
      const event = eventAt(events, place);
      await tx.delete(auditEvents).where(and(eq(auditEvents.chain, event.chain), gte(auditEvents.seq, event.seq)));
      return event;
    },
  ],
  [
    'cuts the end off and sets the head back',
    async (tx, events, place) => {
      const event = eventAt(events, Math.max(1, place));
      const before = eventAt(events, Math.max(1, place) - 1);
      await tx.delete(auditEvents).where(and(eq(auditEvents.chain, event.chain), gte(auditEvents.seq, event.seq)));
      await tx.update(auditHeads).set({ seq: before.seq, hash: before.hash }).where(eq(auditHeads.chain, event.chain));
      return before;
    },
  ],
  [
    'adds an event at the end',
    async (tx, events) => {
      const last = lastOf(events);
      const forged = { ...last, id: 'aud_forged', seq: last.seq + 1, previousHash: last.hash };
      await tx.insert(auditEvents).values({ ...forged, hash: hashOf(forged) });
      return forged;
    },
  ],
  [
    'deletes the head',
    async (tx, events) => {
      await tx.delete(auditHeads).where(eq(auditHeads.chain, lastOf(events).chain));
      return lastOf(events);
    },
  ],
  [
    'swaps two neighbours',
    async (tx, events, place) => {
      const at = Math.min(place, events.length - 2);
      const [first, second] = [eventAt(events, at), eventAt(events, at + 1)];
      await write(tx, first, { seq: -1 });
      await write(tx, second, { seq: first.seq });
      await write(tx, first, { seq: second.seq });
      return first;
    },
  ],
];

/** Tampers in a transaction that is rolled back; answers what the check said and where it had to point. */
export async function tamperAndCheck(
  owner: Db,
  vault: Vault,
  chain: string,
  tamper: Tamper,
  random: () => number,
): Promise<{ verdict: AuditVerdict; expected: Place }> {
  let seen: { verdict: AuditVerdict; expected: Place } | null = null;
  await owner
    .transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      const isOfChain = and(eq(auditEvents.chain, chain), gt(auditEvents.seq, 0));
      const events = await tx.select().from(auditEvents).where(isOfChain).orderBy(asc(auditEvents.seq));
      const expected = await tamper(tx, events, Math.floor(random() * events.length));
      seen = { verdict: await checkChains({ db: tx as unknown as Db, vault }), expected };
      tx.rollback();
    })
    .catch((error) => {
      if (seen === null) throw error;
    });
  if (seen === null) throw new Error('The transaction ended early.');
  return seen;
}

async function relink(tx: Tx, events: readonly Event[], from: string, change: Partial<Event>): Promise<void> {
  let previousHash = from;
  for (const [index, event] of events.entries()) {
    const changed = { ...event, ...(index === 0 ? change : {}), previousHash };
    const hash = hashOf(changed);
    await write(tx, event, { ...changed, hash });
    previousHash = hash;
  }
}

function hashOf({ hash: _hash, ...event }: Event): string {
  return hashEvent(event);
}

function eventAt(events: readonly Event[], place: number): Event {
  const event = events[place];
  if (event === undefined) throw new Error(`There is no event ${place} among ${events.length}.`);
  return event;
}

const lastOf = (events: readonly Event[]): Event => eventAt(events, events.length - 1);
