import type { InlineKeyboardButton } from 'grammy/types';
import { cutText } from '../kit/cut-text';
import type { FaqContext } from './faq-context';
import { readPassage } from './knowledge/find-passages';
import { pairHash } from './pair-hash';
import type { Found } from './retrieval/decide-answer';

const labelLengthMax = 64;

/** Names a source on a button; 64 bytes hold it with its signature. */
export function sourceKey(found: Found): string {
  return found.kind === 'pair' ? pairHash(found.pair) : `${found.passage.documentId}.${found.passage.position}`;
}

/** What a source is called: the question it answers, or where in which document it stands. */
export function sourceTitle(found: Found): string {
  if (found.kind === 'pair') return found.pair.question;
  const { title, heading } = found.passage;
  const last = heading.split(' › ').at(-1) ?? '';
  return last === '' || last === title ? title : `${title} › ${last}`;
}

/** The source behind a button, if it is still there. */
export async function findSource(ctx: FaqContext, key: string): Promise<Found | null> {
  const [, documentId, position] = /^(doc_\w{1,40})\.(\d{1,6})$/.exec(key) ?? [];
  if (documentId !== undefined) {
    const passage = await readPassage(ctx.reader, documentId, Number(position));
    return passage && { kind: 'passage', passage };
  }
  const pair = ctx.settings.pairs.find((one) => pairHash(one) === key);
  return pair ? { kind: 'pair', pair } : null;
}

/** Buttons that show the passages an answer rests on. */
export function sourceButtons(
  ctx: FaqContext,
  sources: readonly { key: string; title: string }[],
): InlineKeyboardButton[][] {
  return sources.map(({ key, title }, at) => {
    const mark = sources.length > 1 ? `${at + 1}. ` : '';
    return [{ text: shorten(`📄 ${mark}${title}`), callback_data: ctx.callbackData('source', key) }];
  });
}

export function shorten(text: string): string {
  return text.length <= labelLengthMax ? text : `${cutText(text, labelLengthMax - 1).trimEnd()}…`;
}
