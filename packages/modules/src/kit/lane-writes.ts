import { contactErase, contactWrite } from './contact-writes';
import { dialogueEnd, dialogueErase, dialogueSet } from './dialogue-writes';

/** Every write of contacts and dialogues, by its id: what the runtime remembers of them ends with one of these. */
export const laneWrites: ReadonlySet<string> = new Set(
  [contactWrite, contactErase, dialogueSet, dialogueEnd, dialogueErase].map((write) => write.id),
);
