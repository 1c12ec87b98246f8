import type { Sealed } from '@dovecote/vault/sealed';
import type { ServiceContext } from '../service-context';

/** Where an act came from. */
export interface PersonalPart {
  ip: string | null;
  userAgent: string | null;
}

const userAgentMax = 300;

const placeOf = (userId: string, eventId: string) => ({
  workspaceId: userId,
  purpose: 'audit',
  row: eventId,
  column: 'personal',
});

/** Sealed under a key of the person's own, which their erasure destroys; null for what no person did. */
export async function sealPersonal(
  { vault, request }: Pick<ServiceContext, 'vault' | 'request'>,
  userId: string | null,
  eventId: string,
): Promise<Sealed | null> {
  if (userId === null) return null;
  const userAgent = request.userAgent?.replaceAll('\u0000', '').slice(0, userAgentMax) ?? null;
  const part: PersonalPart = { ip: request.ip, userAgent };
  return await vault.seal(JSON.stringify(part), placeOf(userId, eventId));
}

/** Null once the person was erased. */
export async function openPersonal(
  { vault }: Pick<ServiceContext, 'vault'>,
  event: { id: string; actorId: string | null; personal: Sealed | null },
): Promise<PersonalPart | null> {
  if (event.personal === null || event.actorId === null) return null;
  try {
    const opened = await vault.open(event.personal, placeOf(event.actorId, event.id));
    return opened.use((text) => JSON.parse(text) as PersonalPart);
  } catch {
    return null;
  }
}
