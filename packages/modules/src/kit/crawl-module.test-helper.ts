import type { Message, Update } from 'grammy/types';
import { coreSettingsSamples } from '../core/settings-samples.test-helper';
import { engagementSettingsSamples } from '../engagement/settings-samples.test-helper';
import { faqSettingsSamples } from '../faq/settings-samples.test-helper';
import { runtimeModules } from '../runtime-registry';
import { encodeCallbackData } from './callback-data';
import {
  buttonsOf,
  callbackKey,
  messageUpdate,
  pressUpdate,
  type Talk,
  type TalkOptions,
  talk,
  textUpdate,
} from './talk.test-helper';

/** Sets of settings under which every module must keep the contract. */
export const settingsSamples: Record<string, object>[] = [{}, samplesAt(0), samplesAt(1)];

function samplesAt(index: number): Record<string, object> {
  return {
    core: coreSettingsSamples[index] ?? {},
    engagement: engagementSettingsSamples[index] ?? {},
    faq: faqSettingsSamples[index] ?? {},
  };
}

export interface Crawled {
  update: Update;
  options: TalkOptions;
  said: Talk;
}

/** Says everything a person may say, then presses every button that came back, until no new one comes. */
export async function crawl(options: TalkOptions, personId = 1001): Promise<Crawled[]> {
  const crawled: Crawled[] = [];
  const pressed = new Set<string>();
  const queue = openings(personId);
  for (let update = queue.shift(); update; update = queue.shift()) {
    const said = await talk(update, options);
    crawled.push({ update, options, said });
    for (const { callback_data: data } of buttonsOf(said)) {
      if (data === undefined || pressed.has(data)) continue;
      pressed.add(data);
      const { text = '', entities } = (said.calls.at(-1)?.payload ?? {}) as Partial<Message>;
      queue.push(pressUpdate(data, { personId, message: { text, entities } as Partial<Message> }));
    }
  }
  return crawled;
}

function openings(personId: number): Update[] {
  const commands = runtimeModules.flatMap(({ definition }) => definition.commands.map(({ name }) => `/${name}`));
  const own = ['/prices', `/${'a'.repeat(32)}`, '/c0', '/c1', '/nonsense', '/constructor'];
  const texts = [...commands, ...own, '/start deep-link_payload', '/ask opening hours', 'when do you open?', 'parcel?'];
  return [
    ...texts.map((text) => textUpdate(text, { personId })),
    ...texts.map((text) => textUpdate(text.replace(/^\/(\w+)/, '/$1@shop_bot'), { personId, chat: 'supergroup' })),
    textUpdate('who won the world cup?', { personId }),
    messageUpdate({ sticker: { file_id: 'f' } } as object, { personId }),
    ...callbackPresses(personId),
  ];
}

function callbackPresses(personId: number): Update[] {
  return runtimeModules.flatMap(({ definition, handlers }) =>
    Object.keys(handlers.callbacks ?? {}).flatMap((action) =>
      ['', 'nonsense', 'constructor'].map((argument) =>
        pressUpdate(encodeCallbackData(callbackKey, { moduleId: definition.id, action, argument }), {
          personId,
        }),
      ),
    ),
  );
}
