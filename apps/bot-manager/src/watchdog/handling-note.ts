const slotBytes = 128;
/** More handlers at once are not noted. */
const slotsMax = 256;
const slotsAt = 8;

/**
 * Memory that the main thread writes and the watchdog reads, also while the main thread is stuck: a beat, then a slot
 * for each handler that runs, which begins with the length of its text.
 */
const shared = new SharedArrayBuffer(slotsAt + slotsMax * slotBytes);
const beats = new Int32Array(shared, 0, 1);
const slots = Buffer.from(shared, slotsAt);
const free = Array.from({ length: slotsMax }, (_, index) => slotsMax - 1 - index);

/** What the watchdog needs to read the notes. */
export function sharedNotes(): SharedArrayBuffer {
  return shared;
}

/** Call before a handler runs, and what it answers when the handler has ended. */
export function noteHandling(botId: string, updateId: string): () => void {
  const slot = free.pop();
  if (slot === undefined) return () => undefined;
  const at = slot * slotBytes;
  slots[at] = slots.write(`${botId}/${updateId}`, at + 1, slotBytes - 1, 'latin1');
  return () => {
    slots[at] = 0;
    free.push(slot);
  };
}

/** A sign that the event loop turns. */
export function noteBeat(): void {
  Atomics.add(beats, 0, 1);
}

export interface NotedUpdate {
  botId: string;
  updateId: string;
}

export interface NoteReader {
  /** Changes with every beat. */
  beat(): number;
  /** The updates whose handlers have not ended. */
  handling(): NotedUpdate[];
}

export function readNotes(buffer: SharedArrayBuffer): NoteReader {
  const words = new Int32Array(buffer, 0, 1);
  const bytes = Buffer.from(buffer, slotsAt);
  return {
    beat: () => Atomics.load(words, 0),
    handling: () =>
      Array.from({ length: slotsMax }, (_, slot) => readSlot(bytes, slot * slotBytes)).filter((one) => one !== null),
  };
}

function readSlot(bytes: Buffer, at: number): NotedUpdate | null {
  const [botId, updateId] = bytes.toString('latin1', at + 1, at + 1 + (bytes[at] ?? 0)).split('/');
  return botId && updateId ? { botId, updateId } : null;
}
