import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { runtimeModules } from '@dovecote/modules/runtime-registry';
import { expect, test } from 'vitest';
import { BotModules } from './bot-modules';
import { createRuntimeBench } from './runtime-bench.test-helper';

test('a bot’s modules are those switched on; whatever is off is there for who asks, with what it had and its own keys', async () => {
  const bench = await createRuntimeBench();
  try {
    const record = await bench.createBot();
    await bench.db.insert(moduleSettings).values({
      workspaceId: record.workspaceId,
      botId: record.id,
      moduleId: 'engagement',
      isEnabled: false,
      settings: { checkinPoints: 8 },
      version: 1,
    });
    const botModules = new BotModules({ db: bench.db, vault: bench.vault, modules: runtimeModules });
    const on = await botModules.of(record);
    const off = await botModules.readOff(record);
    expect(on.map(({ module }) => module.definition.id)).toEqual(['core']);
    expect(off.map(({ module }) => module.definition.id)).toEqual(['engagement', 'faq']);
    expect(off[0]?.settings).toMatchObject({ checkinPoints: 8 });
    const place = { row: 'r', column: 'c' };
    const at = { workspaceId: record.workspaceId, purpose: 'engagement', ...place } as const;
    expect(off[0]?.sealer.open(await bench.vault.seal('mine', at), place).use((text) => text)).toBe('mine');
  } finally {
    await bench.close();
  }
});

test('one setting that no longer fits is left out alone: the bot keeps whatever else its owner wrote', async () => {
  const bench = await createRuntimeBench();
  try {
    const record = await bench.createBot();
    const menu = [
      { label: 'Here', url: 'http://intranet/x' },
      { label: 'Ask', command: 'ask' },
    ];
    const place = { workspaceId: record.workspaceId, botId: record.id, moduleId: 'core' };
    const settings = { greeting: { en: 'Welcome' }, menu };
    const row = { ...place, isEnabled: true, settings, version: 1 };
    await bench.db
      .insert(moduleSettings)
      .values(row)
      .onConflictDoUpdate({
        target: [moduleSettings.workspaceId, moduleSettings.botId, moduleSettings.moduleId],
        set: { settings },
      });
    const [core] = await new BotModules({ db: bench.db, vault: bench.vault, modules: runtimeModules }).of(record);
    expect(core?.settings).toMatchObject({ greeting: { en: 'Welcome' }, menu: [menu[1]] });
  } finally {
    await bench.close();
  }
});
