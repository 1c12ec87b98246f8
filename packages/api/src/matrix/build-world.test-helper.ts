import { newId } from '@dovecote/db/new-id';
import { type MemberRole, memberRoles } from '@dovecote/db/schema/workspaces';
import type { RestClient, TestApi } from '../create-test-api.test-helper';
import type { Ids, Persona } from './call-operation.test-helper';

export interface World {
  /** Members of the watched workspace, one of each role. */
  own: Record<MemberRole, Persona>;
  /** Everybody who has no business there. */
  foreign: Persona[];
  platformAdmin: Persona;
  workspaceId: string;
  /** The watched workspace's things. */
  ids: Ids;
  /** As many that were never there. */
  absent: Ids;
  /** What may stand in no answer to a foreigner. */
  marks: string[];
}

const mark = 'watched-marker';

interface SignedIn {
  persona: Persona;
  client: RestClient;
}

/** A workspace with something of every kind in it, its members, and all kinds of strangers. */
export async function buildWorld(api: TestApi): Promise<World> {
  const signIn = async (name: string): Promise<SignedIn> => {
    const client = await api.register(name);
    return { client, persona: { name, token: client.accessToken } };
  };
  const owner = await signIn(mark);
  const { workspaceId } = owner.client;
  const own: Partial<Record<MemberRole, Persona>> = { owner: owner.persona };
  for (const role of memberRoles) {
    if (role === 'owner') continue;
    const member = await signIn(`own${role}`);
    await join(api, member.client.userId, workspaceId, role);
    await onlyIn(api, member.client.userId, workspaceId);
    own[role] = { ...member.persona, name: `own ${role}` };
  }
  const ids = await fill(owner.client, mark);
  const stranger = await signIn('stranger');
  await fill(stranger.client, 'elsewhere');
  const viewer = await signIn('strangeviewer');
  await join(api, viewer.client.userId, stranger.client.workspaceId, 'viewer');
  await onlyIn(api, viewer.client.userId, stranger.client.workspaceId);
  const suspended = await signIn('suspended');
  const deleted = await signIn('deleted');
  const admin = await signIn('admin');
  await api.kit.database.pool.query(`update users set platform_role = 'admin' where id = $1`, [admin.client.userId]);
  const key = await stranger.client.call('POST', `/workspaces/${stranger.client.workspaceId}/api-keys`, {
    name: 'all',
    role: 'admin',
    scopes: ['read', 'write', 'bots:rotate-token', 'export', 'erase', 'keys', 'team'],
  });
  await admin.client.call('POST', `/admin/users/${suspended.client.userId}/suspend`, { reason: 'the matrix' });
  await deleted.client.call('DELETE', '/me');
  return {
    own: own as Record<MemberRole, Persona>,
    foreign: [
      { name: 'nobody', token: null },
      { ...stranger.persona, name: 'owner elsewhere' },
      { ...viewer.persona, name: 'viewer elsewhere' },
      { name: 'API key elsewhere', token: key.body.key },
      { ...suspended.persona, name: 'suspended owner' },
      { ...deleted.persona, name: 'deleted owner' },
      { name: 'forged token', token: `${stranger.persona.token}x` },
    ],
    platformAdmin: admin.persona,
    workspaceId,
    ids,
    absent: absentIds(),
    marks: [mark, ...Object.entries(ids).flatMap(([kind, id]) => (kind in absentOnly() ? [] : [id]))],
  };
}

async function join(api: TestApi, userId: string, workspaceId: string, role: MemberRole): Promise<void> {
  const text = 'insert into members (workspace_id, user_id, role) values ($1, $2, $3)';
  await api.kit.database.pool.query(text, [workspaceId, userId, role]);
}

async function onlyIn(api: TestApi, userId: string, workspaceId: string): Promise<void> {
  const text = 'delete from members where user_id = $1 and workspace_id <> $2';
  await api.kit.database.pool.query(text, [userId, workspaceId]);
}

async function fill(owner: RestClient, name: string): Promise<Ids> {
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

function absentIds(): Ids {
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
