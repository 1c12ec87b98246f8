import { expect, test } from 'vitest';
import { atTurnEnd } from './at-turn-end';

test('when one thing left for the end of the turn throws, the others still leave, once and in order', async () => {
  const left: string[] = [];
  const unhandled: unknown[] = [];
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (error) => unhandled.push(error));
  try {
    const failure = new Error('a socket that is gone');
    atTurnEnd(() => left.push('first'));
    atTurnEnd(() => {
      throw failure;
    });
    await new Promise<void>((resolve) => {
      atTurnEnd(() => left.push('second'));
      atTurnEnd(() => {
        left.push('third');
        resolve();
      });
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([failure]);
    expect(left).toEqual(['first', 'second', 'third']);
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
  }
});
