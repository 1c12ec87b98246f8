import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runtimeModules } from '../runtime-registry';
import { createTranslator } from './create-translator';
import { languageCodes } from './setting-fields';

const sampleNumbers = [0, 1, 2, 5, 21];

describe.each(runtimeModules.map((module) => ({ id: module.definition.id, module })))(
  'texts of $id',
  ({ id, module }) => {
    const { catalogues, definition } = module;
    const keys = Object.keys(catalogues.en ?? {});

    it('are there in every language', () => {
      expect(Object.keys(catalogues).sort()).toEqual([...languageCodes].sort());
      for (const catalogue of Object.values(catalogues))
        expect(Object.keys(catalogue).sort()).toEqual([...keys].sort());
    });

    it('ask for the same values in every language and format', () => {
      for (const [language, catalogue] of Object.entries(catalogues)) {
        const t = createTranslator(catalogues, language, 'en');
        for (const [key, text] of Object.entries(catalogue)) {
          expect(argumentsOf(text), key).toEqual(argumentsOf(catalogues.en?.[key] ?? ''));
          for (const number of sampleNumbers) {
            const values = Object.fromEntries(argumentsOf(text).map((name) => [name, number]));
            expect(t(key, values).trim(), key).not.toBe('');
          }
        }
      }
    });

    it('are all used, and none is missing', () => {
      const source = sourceOf(id);
      const declared = [
        ...definition.commands.map((command) => command.descriptionKey),
        ...definition.keeps.map((data) => data.purposeKey),
      ];
      for (const key of keys) expect(source, key).toContain(`'${key}'`);
      const asked = [...source.matchAll(/\bt(?:ranslateIn\([^)]*\))?\('([\w.]+)'/g)].map((match) => match[1] ?? '');
      for (const key of [...declared, ...asked]) expect(keys).toContain(key);
    });
  },
);

/** Names of an ICU message's arguments, those in its branches included. */
function argumentsOf(text: string): string[] {
  const names = new Set<string>();
  const open: ('argument' | 'branch')[] = [];
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '}') open.pop();
    if (text[at] !== '{') continue;
    const isBranch = open.at(-1) === 'argument';
    open.push(isBranch ? 'branch' : 'argument');
    if (!isBranch) names.add(/\w+/.exec(text.slice(at))?.[0] ?? '');
  }
  return [...names].sort();
}

function sourceOf(moduleId: string): string {
  const folder = path.resolve(import.meta.dirname, '..', moduleId);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}
