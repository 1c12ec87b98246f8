const beatAt = 0;
const lengthAt = 1;
const textAt = 8;
const textBytesMax = 248;

/** Memory that the main thread writes and the watchdog reads, also while the main thread is stuck. */
const shared = new SharedArrayBuffer(textAt + textBytesMax);
const header = new Int32Array(shared, 0, 2);
const text = Buffer.from(shared, textAt);

/** What the watchdog needs to read the notes. */
export function sharedNotes(): SharedArrayBuffer {
  return shared;
}

/** Call before a handler runs: should it never return, this update is the one that is blamed. */
export function noteHandling(botId: string, updateId: string): void {
  Atomics.store(header, lengthAt, text.write(`${botId}/${updateId}`, 'latin1'));
}

/** Call when the handler gave the event loop back for good. */
export function noteIdle(): void {
  Atomics.store(header, lengthAt, 0);
}

/** A sign that the event loop turns. */
export function noteBeat(): void {
  Atomics.add(header, beatAt, 1);
}

export interface NoteReader {
  /** Changes with every beat. */
  beat(): number;
  /** The update a handler has at this moment; null if none has. */
  handling(): { botId: string; updateId: string } | null;
}

export function readNotes(buffer: SharedArrayBuffer): NoteReader {
  const words = new Int32Array(buffer, 0, 2);
  const bytes = Buffer.from(buffer, textAt);
  return {
    beat: () => Atomics.load(words, beatAt),
    handling() {
      const [botId, updateId] = bytes.toString('latin1', 0, Atomics.load(words, lengthAt)).split('/');
      return botId && updateId ? { botId, updateId } : null;
    },
  };
}
