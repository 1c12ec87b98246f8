import type { TestApi } from '../create-test-api.test-helper';
import { absentIds, addMember, buildTarget, fates, fillWorkspace, type Target } from './build-target.test-helper';
import type { Ids, Persona } from './call-operation.test-helper';

export interface World {
  /** What is asked for: a workspace for each fate of its owner. */
  targets: Target[];
  /** Somebody with as much of their own. */
  stranger: { persona: Persona; ids: Ids };
  /** Everybody who never had any business there. */
  foreign: Persona[];
  platformAdmin: Persona;
  absent: Ids;
  /** What may stand in no answer to a foreigner. */
  marks: string[];
}

/** Watched workspaces with their members, and all kinds of strangers. */
export async function buildWorld(api: TestApi): Promise<World> {
  const admin = await api.register('admin');
  await api.kit.database.pool.query(`update users set platform_role = 'admin' where id = $1`, [admin.userId]);
  const suspend = async (userId: string): Promise<void> => {
    const { status } = await admin.call('POST', `/admin/users/${userId}/suspend`, { reason: 'the matrix' });
    if (status !== 200) throw new Error(`The suspension was answered with ${status}.`);
  };
  const targets: Target[] = [];
  for (const fate of fates) targets.push(await buildTarget(api, fate, suspend));
  const stranger = await api.register('stranger');
  const ids = await fillWorkspace(stranger, 'elsewhere');
  const persona = { name: 'owner elsewhere', token: stranger.accessToken };
  const viewer = await addMember(api, stranger.workspaceId, 'viewer', 'viewer elsewhere');
  const key = await stranger.call('POST', `/workspaces/${stranger.workspaceId}/api-keys`, {
    name: 'all',
    role: 'admin',
    scopes: ['read', 'write', 'bots:rotate-token', 'export', 'erase', 'keys', 'team'],
  });
  return {
    targets,
    stranger: { persona, ids },
    foreign: [
      { name: 'nobody', token: null },
      persona,
      viewer,
      { name: 'API key elsewhere', token: key.body.key },
      { name: 'forged token', token: `${stranger.accessToken}x` },
    ],
    platformAdmin: { name: 'platform admin', token: admin.accessToken },
    absent: absentIds(),
    marks: [...new Set(targets.flatMap(({ marks }) => marks))],
  };
}
