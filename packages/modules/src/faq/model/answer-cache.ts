import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { FaqContext } from '../faq-context';
import type { Desk } from '../knowledge/read-desk';
import { questionHash } from '../question-hash';

/** An answer a model worded and the checks let through. */
export interface WordedAnswer {
  text: string;
  sources: readonly { key: string; title: string }[];
}

const answersPerBotMax = 1_000;
const ageMsMax = 300_000;
const botsMax = 500;

interface Kept extends WordedAnswer {
  at: number;
}

const answers = new LRUCache<string, LRUCache<string, Kept>>({ max: botsMax });
const fingerprints = new WeakMap<object, string>();

/** What an answer is kept under: the question's hash and the version of all it may rest on. */
export function cacheKey(ctx: FaqContext, desk: Desk, question: string): string {
  return `${questionHash(question)}/${desk.knowledgeVersion}/${fingerprintOf(ctx.settings)}`;
}

export function findCached(ctx: FaqContext, key: string): WordedAnswer | undefined {
  const kept = answers.get(botKey(ctx))?.get(key);
  return kept && ctx.clock().getTime() - kept.at < ageMsMax ? kept : undefined;
}

/** Kept by the process that holds the bot, five minutes long. */
export function keepAnswer(ctx: FaqContext, key: string, answer: WordedAnswer): void {
  const ofBot = answers.get(botKey(ctx)) ?? new LRUCache<string, Kept>({ max: answersPerBotMax });
  answers.set(botKey(ctx), ofBot);
  ofBot.set(key, { ...answer, at: ctx.clock().getTime() });
}

function botKey({ reader }: FaqContext): string {
  return `${reader.workspaceId}/${reader.botId}`;
}

/** Pairs and model are settings; a bot's settings are one object until they change. */
function fingerprintOf(settings: FaqContext['settings']): string {
  const known = fingerprints.get(settings) ?? createHash('sha256').update(JSON.stringify(settings)).digest('hex');
  fingerprints.set(settings, known);
  return known;
}
