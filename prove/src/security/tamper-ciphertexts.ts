import type { SealedPlace } from '@dovecote/vault/envelope';
import { generateKey, parseKeyRing } from '@dovecote/vault/key-ring';
import { createMemoryDataKeyStore } from '@dovecote/vault/memory-data-key-store.test-helper';
import { asSealed } from '@dovecote/vault/sealed';
import { createVault } from '@dovecote/vault/vault';
import { atLeast, none, type TableRow } from '../print-table';
import type { Random } from '../random';
import type { Proof } from './prove-security';

interface Sample {
  place: SealedPlace;
  sealed: string;
}

const workspaces = ['ws_a', 'ws_b', 'ws_c'];
const purposes = ['bot_token', 'webhook_secret'];

/** Envelopes changed in every part, moved to other places, and mixed with others: none may open. */
export async function tamperCiphertexts({ isFull, random, say }: Proof): Promise<TableRow[]> {
  const tries = isFull ? 1_000_000 : 20_000;
  const keyRing = parseKeyRing(`${generateKey('new')},${generateKey('old')}`);
  const vault = createVault({ keyRing, dataKeyStore: createMemoryDataKeyStore() });
  const samples: Sample[] = [];
  for (let index = 0; index < 60; index += 1) {
    const workspaceId = workspaces[index % workspaces.length] ?? '';
    const place = { workspaceId, purpose: purposes[index % 2] ?? '', row: `row_${index % 10}`, column: 'value' };
    samples.push({ place, sealed: await vault.seal(`secret ${index} ${'x'.repeat(index)}`, place) });
  }
  const isOpened = async ({ sealed, place }: Sample): Promise<boolean> =>
    await vault.open(asSealed(sealed), place).then(
      () => true,
      () => false,
    );
  const honest = (await Promise.all(samples.map(isOpened))).filter(Boolean).length;
  let accepted = 0;
  let tried = 0;
  while (tried < tries) {
    const [one, other] = [random.pick(samples), random.pick(samples)];
    if (!one || !other) continue;
    const forged = forge(one, other, random);
    if (samples.some((sample) => sample.sealed === forged.sealed && isSamePlace(sample.place, forged.place))) continue;
    tried += 1;
    if (await isOpened(forged)) accepted += 1;
    if (tried % 250_000 === 0) say(`${tried} changed ciphertexts tried`);
  }
  return [
    atLeast('untouched ciphertexts that open', honest, samples.length),
    none(`changed or moved ciphertexts that open, of ${tried}`, accepted),
  ];
}

function forge(one: Sample, other: Sample, random: Random): Sample {
  const parts = one.sealed.split('|');
  const at = random.below(parts.length);
  switch (random.below(6)) {
    case 0:
      return { ...one, sealed: flipBit(one.sealed, random) };
    case 1:
      return { ...one, place: other.place };
    case 2:
      return { place: { ...one.place, ...pickSome(other.place, random) }, sealed: one.sealed };
    case 3: {
      parts[at] = other.sealed.split('|')[at] ?? '';
      return { ...one, sealed: parts.join('|') };
    }
    case 4: {
      parts[at] = (parts[at] ?? '').slice(0, random.below((parts[at] ?? '').length + 1));
      return { ...one, sealed: parts.join('|') };
    }
    default: {
      // The same bytes in another spelling, and what decoders forgive.
      const spellings = ['=', ' ', '\n', 'A', '+', '/', '.', '\u0000'];
      parts[at] = `${parts[at] ?? ''}${random.pick(spellings) ?? ''}`;
      return { ...one, sealed: parts.join('|') };
    }
  }
}

function flipBit(text: string, random: Random): string {
  const bytes = Buffer.from(text, 'latin1');
  const at = random.below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
  return bytes.toString('latin1');
}

function pickSome(place: SealedPlace, random: Random): Partial<SealedPlace> {
  return Object.fromEntries(Object.entries(place).filter(() => random.below(2) === 1));
}

function isSamePlace(a: SealedPlace, b: SealedPlace): boolean {
  return a.workspaceId === b.workspaceId && a.purpose === b.purpose && a.row === b.row && a.column === b.column;
}
