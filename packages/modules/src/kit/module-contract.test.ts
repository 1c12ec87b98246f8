import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { moduleDefinitions } from '../registry';
import { runtimeModules } from '../runtime-registry';
import { callbackDataBytesMax } from './callback-data';
import { crawl, settingsSamples } from './crawl-module.test-helper';
import { nextRun } from './next-run';
import { captionLengthMax, messageLengthMax } from './setting-fields';
import { buttonsOf, pressUpdate, talk, textsOf, textUpdate } from './talk.test-helper';
import { createTalkDatabase, type TalkDatabase } from './talk-database.test-helper';

let database: TalkDatabase;
beforeAll(async () => {
  database = await createTalkDatabase();
});
afterAll(() => database.close());

describe('the registries', () => {
  it('hold the same modules in the same order, the essentials last', () => {
    expect(runtimeModules.map(({ definition }) => definition)).toEqual(moduleDefinitions);
    expect(runtimeModules.at(-1)?.definition.id).toBe('core');
  });
});

describe.each(runtimeModules.map((module) => ({ id: module.definition.id, module })))('$id', ({ id, module }) => {
  const { definition } = module;

  it('has settings with valid defaults that survive storage and draw a form', () => {
    for (const sample of settingsSamples) {
      const parsed = definition.settings.parse(sample[id] ?? {});
      expect(definition.settings.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
    }
    const schema = z.toJSONSchema(definition.settings, { io: 'input' });
    expect(schema.required ?? []).toEqual([]);
    for (const field of Object.values(schema.properties ?? {}))
      expect(field).toMatchObject({ title: expect.any(String) });
  });

  it.each(['en', 'ru'])('answers every command it declares (%s)', async (language) => {
    for (const { name } of definition.commands) {
      expect(name).toMatch(/^[a-z0-9_]{1,32}$/);
      const said = await talk(textUpdate(`/${name}`), { language, db: database.db });
      expect(said.outcome).toEqual({ state: 'done', moduleId: id });
      expect(textsOf(said).join('')).not.toBe('');
    }
  });

  it('has schedules that name its own jobs, at times that exist', () => {
    for (const sample of settingsSamples) {
      for (const { job, cron } of definition.schedules?.(definition.settings.parse(sample[id] ?? {}), 'bot_1') ?? []) {
        expect(Object.keys(module.handlers.jobs ?? {})).toContain(job);
        expect(nextRun(cron, 'Europe/Berlin', new Date(0)).getTime()).toBeGreaterThan(0);
      }
    }
  });

  it('has a job for the end of every task', () => {
    expect(Object.keys(module.handlers.jobs ?? {})).toEqual(
      expect.arrayContaining(Object.keys(module.handlers.tasks ?? {})),
    );
  });

  it('keeps no table that nobody can erase', () => {
    const linked = definition.keeps.filter((data) => !data.isUnlinked && !data.outlives).map((data) => data.table);
    expect(Object.keys(module.erasers).sort()).toEqual(linked.sort());
  });

  it('keeps no table that its person cannot have a copy of', () => {
    expect(Object.keys(module.exports).sort()).toEqual(Object.keys(module.erasers).sort());
  });
});

describe.each(settingsSamples.map((settings, sample) => ({ sample, settings })))(
  'under settings $sample',
  ({ settings }) => {
    it.each(['en', 'ru', 'fa', 'constructor'])(
      'everything said stays within Telegram’s bounds (%s)',
      async (language) => {
        for (const { said, update } of await crawl({ settings, language, db: database.db })) {
          const about = JSON.stringify(update);
          for (const { payload } of said.calls) {
            const { text, caption } = payload as { text?: string; caption?: string };
            if (text !== undefined) expect(text.trim(), about).not.toBe('');
            expect(text?.length ?? 0, about).toBeLessThanOrEqual(messageLengthMax);
            expect(caption?.length ?? 0, about).toBeLessThanOrEqual(captionLengthMax);
            expect(payload, about).not.toHaveProperty('parse_mode');
          }
          for (const button of buttonsOf(said)) {
            expect(button.text.length, about).toBeGreaterThan(0);
            expect(Buffer.byteLength(button.callback_data ?? ''), about).toBeLessThanOrEqual(callbackDataBytesMax);
          }
        }
      },
    );

    it('every button is answered, once and before anything else', async () => {
      for (const { said, update } of await crawl({ settings, db: database.db })) {
        const methods = said.calls.map((call) => call.method);
        const expected = update.callback_query ? [0] : [];
        const answers = methods.flatMap((method, at) => (method === 'answerCallbackQuery' ? [at] : []));
        expect(answers, JSON.stringify(update)).toEqual(expected);
        if (update.callback_query) expect(String(said.calls[0]?.payload.text ?? '').length).toBeLessThanOrEqual(200);
      }
    });

    it('the same update leads to the same words and writes', async () => {
      for (const { said, update, options } of await crawl({ settings, db: database.db })) {
        const again = await talk(update, options);
        expect(again.calls).toEqual(said.calls);
        expect(again.writes.map(({ row }) => row)).toEqual(said.writes.map(({ row }) => row));
      }
    });

    it.each(['garbage', '1:core:run:start:forgedmc', '0:core:language:en:AAAAAAAA', ''])(
      'an unknown button redraws (%j)',
      async (data) => {
        const said = await talk(pressUpdate(data), { settings, db: database.db });
        expect(said.outcome.state).toBe('done');
        expect(said.calls[0]).toMatchObject({ method: 'answerCallbackQuery', payload: { text: expect.any(String) } });
        expect(['editMessageText', 'sendMessage']).toContain(said.calls[1]?.method);
      },
    );
  },
);
