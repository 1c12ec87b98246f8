import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FaqPair } from '../definition';

const folder = path.resolve(import.meta.dirname, '../../../../../../shared/data');

export const isPresent = existsSync(folder);

export type Half = 'tuning' | 'test';

export interface Asked {
  text: string;
  /** The question of the pair that was meant. */
  answer: string;
}

export interface PublicSet {
  name: string;
  pairs: readonly FaqPair[];
  asked: readonly Asked[];
}

/** Fixed before anything was tuned: all ways to ask one thing lie in one half. */
export function halfOf(text: string): Half {
  return (createHash('sha256').update(text).digest()[0] ?? 0) % 2 === 0 ? 'tuning' : 'test';
}

/** Questions of web applications with their paraphrases and answers. */
export function readStackFaq(): PublicSet {
  const rows = read<{ question: string; paraphrases: string[]; answer: string }>('faq-stackfaq-dev.jsonl');
  return {
    name: 'StackFAQ',
    pairs: rows.map(({ question, answer }) => ({ question, answer: answer.trim() || '-', alternatives: [] })),
    asked: rows.flatMap(({ question, paraphrases }) => paraphrases.map((text) => ({ text, answer: question }))),
  };
}

/** Messages to a bank by intent; five ways to ask are known of each. */
export function readBanking(): PublicSet {
  const texts = new Map<string, string[]>();
  for (const { text, intent } of read<{ text: string; intent: string }>('faq-banking77-dev.jsonl')) {
    const name = intent.replaceAll('_', ' ');
    texts.set(name, [...(texts.get(name) ?? []), text]);
  }
  return {
    name: 'BANKING77',
    pairs: [...texts].map(([question, [, ...known]]) => ({ question, answer: 'Ok.', alternatives: known.slice(0, 5) })),
    asked: [...texts].flatMap(([answer, examples]) => examples.slice(6).map((text) => ({ text, answer }))),
  };
}

/** Questions that no set answers. */
export function readStrangers(half: Half): string[] {
  return read<{ text: string; intent: string }>('out-of-scope-dev.jsonl')
    .filter(({ text, intent }) => intent === 'out_of_scope' && halfOf(text) === half)
    .map(({ text }) => text);
}

function read<Row>(file: string): Row[] {
  const lines = readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
  return lines.map((line): Row => JSON.parse(line));
}
