import type { FaqContext } from '../faq-context';
import type { Desk } from '../knowledge/read-desk';
import type { Asker } from './asker';
import { canHandOver } from './can-hand-over';
import { countOpen, type OpenQuestions } from './count-open';
import { handoverWrite } from './handover-writes';
import { tellGroup } from './tell-group';

/** So many questions of one person, and of all people of a bot, wait for a reply in the group at a time. */
const openPerPersonMax = 3;
const openPerBotMax = 200;
/** So many of one person wait in all, those on the owner's list included. */
const waitingPerPersonMax = 20;

/** `waiting`: the same question of the same person is there already. `full`: too many wait, so nothing was sent. */
export type HandOverOutcome = 'handed' | 'waiting' | 'full' | 'nobody';

/**
 * Puts a question to the owner's group, unless too many wait there; a reply to it finds its way back. In any case it is
 * noted who waits, so that an answer given later on the dashboard reaches them.
 */
export async function handOver(
  ctx: FaqContext,
  desk: Desk,
  { question, hash, asker }: { question: string; hash: string; asker: Asker },
): Promise<HandOverOutcome> {
  const { personId, threadId } = asker;
  const open = await countOpen(ctx, personId, hash);
  const outcome = canHandOver(ctx, desk) ? outcomeOf(open) : 'nobody';
  const isHanded = outcome === 'handed';
  if (!isHanded && (open.isWaitingAlready || open.ofPerson >= waitingPerPersonMax)) return outcome;
  const id = `${ctx.update.update_id}-${hash.slice(0, 12)}`;
  ctx.write(handoverWrite, {
    id,
    external_id: personId,
    chat_id: ctx.contact.chatId,
    thread_id: threadId,
    question_hash: hash,
    question: ctx.sealer.seal(question, { row: `${ctx.bot.id}/${id}`, column: 'handover' }),
    language: ctx.contact.language,
    asked_at: ctx.clock().toISOString(),
    is_handed: isHanded,
  });
  if (isHanded && desk.group) tellGroup(ctx, desk.group, { id, question });
  return outcome;
}

function outcomeOf({ isHandedAlready, handedOfPerson, handedOfBot }: OpenQuestions): HandOverOutcome {
  if (isHandedAlready) return 'waiting';
  return handedOfPerson >= openPerPersonMax || handedOfBot >= openPerBotMax ? 'full' : 'handed';
}
