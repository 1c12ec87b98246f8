import { newId } from '@dovecote/db/new-id';
import { type MemberRole, memberRoles } from '@dovecote/db/schema/workspaces';
import type { RestClient, TestApi } from '../create-test-api.test-helper';
import type { Ids, Persona } from './call-operation.test-helper';

/** What became of the person who made the workspace. */
export const fates = ['active', 'suspended', 'left to a co-owner', 'deleted with the workspace'] as const;
export type Fate = (typeof fates)[number];

/** A workspace with something of every kind in it, that others may ask for. */
export interface Target {
  fate: Fate;
  workspaceId: string;
  /** The address of the person who made it. */
  email: string;
  /** Who may still do there as their role says. */
  members: Partial<Record<MemberRole, Persona>>;
  /** Who could do so before. */
  shutOut: Persona[];
  ids: Ids;
  /** What may stand in no answer to a foreigner. */
  marks: string[];
}

const mark = 'watched-marker';

export async function buildTarget(
  api: TestApi,
  fate: Fate,
  suspend: (userId: string) => Promise<void>,
): Promise<Target> {
  const founder = await api.register(mark);
  const { workspaceId, email } = founder;
  const ids = await fillWorkspace(founder, mark);
  const persona = { name: `${fate} owner`, token: founder.accessToken };
  const members: Target['members'] = {};
  for (const role of memberRoles) {
    if (role === 'owner' && fate !== 'left to a co-owner') continue;
    members[role] = await addMember(api, workspaceId, role, `${role} where the owner is ${fate}`);
  }
  const marks = [mark, ...Object.entries(ids).flatMap(([kind, id]) => (kind in absentOnly() ? [] : [id]))];
  const target = { fate, workspaceId, email, ids, marks };
  if (fate === 'active') return { ...target, members: { ...members, owner: persona }, shutOut: [] };
  if (fate === 'suspended') await suspend(founder.userId);
  else await founder.call('DELETE', '/me');
  if (fate !== 'deleted with the workspace') return { ...target, members, shutOut: [persona] };
  return { ...target, members: {}, shutOut: [persona, ...Object.values(members)] };
}

/** A new person who belongs to this workspace and no other. */
export async function addMember(api: TestApi, workspaceId: string, role: MemberRole, name: string): Promise<Persona> {
  const { userId, accessToken } = await api.register(`member${role}`);
  const { pool } = api.kit.database;
  await pool.query('insert into members (workspace_id, user_id, role) values ($1, $2, $3)', [
    workspaceId,
    userId,
    role,
  ]);
  await pool.query('delete from members where user_id = $1 and workspace_id <> $2', [userId, workspaceId]);
  return { name, token: accessToken };
}

/** Puts something of every kind into a person's workspace. */
export async function fillWorkspace(owner: RestClient, name: string): Promise<Ids> {
  const born = await owner.call('POST', '/sandbox/bots', {});
  const bot = await owner.call('POST', '/bots', { token: born.body.token, name });
  const at = `/workspaces/${owner.workspaceId}`;
  const webhook = await owner.call('POST', `${at}/webhooks`, {
    url: `https://${name}.example.com/hook`,
    events: ['bot.created'],
  });
  const key = await owner.call('POST', `${at}/api-keys`, { name, role: 'viewer', scopes: ['read'] });
  const invitation = await owner.call('POST', `${at}/invitations`, { role: 'viewer' });
  const sessions = await owner.call('GET', '/me/sessions');
  const ids = {
    bot: bot.body.id,
    workspace: owner.workspaceId,
    user: owner.userId,
    session: sessions.body.items[0].id,
    webhook: webhook.body.id,
    key: key.body.id,
    invitation: invitation.body.id,
    username: born.body.username,
  };
  for (const [kind, id] of Object.entries(ids)) if (typeof id !== 'string') throw new Error(`No ${kind} was made.`);
  return { ...ids, ...absentOnly() };
}

/** As many things that were never there. */
export function absentIds(): Ids {
  return {
    ...absentOnly(),
    bot: newId('bot'),
    workspace: newId('workspace'),
    user: newId('user'),
    session: newId('session'),
    webhook: newId('webhook'),
    key: newId('apiKey'),
    invitation: newId('invitation'),
    username: 'nobodys_absent_bot',
  };
}

/** Kinds that a request alone does not bring about. */
function absentOnly(): Ids {
  return {
    update: '1',
    module: 'core',
    person: '1001',
    line: '1',
    draft: newId('draft'),
    delivery: newId('delivery'),
    passkey: 'passkey',
  };
}
