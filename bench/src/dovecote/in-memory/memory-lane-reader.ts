import type { LaneKnowledge, LaneReader as Stored } from '@dovecote/bot-runtime/lane-reader';

const nothing: LaneKnowledge = { contact: null, dialogue: null };

/** In place of the reads before a handler: everybody is new and nobody is in a dialogue. */
export class LaneReader implements Pick<Stored, keyof Stored> {
  async read(): Promise<LaneKnowledge> {
    return nothing;
  }

  forget(): void {
    // Nothing is remembered.
  }
}
