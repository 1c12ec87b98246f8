import { users } from '@dovecote/db/schema/users';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, userIdOf, workspaceIdOf } from '../create-test-services.test-helper';
import { deleteMe } from '../people/delete-me';
import type { ServiceContext } from '../service-context';
import { changeMemberRole } from './change-member-role';
import { inviteMember } from './invite-member';
import { joinWorkspace } from './join-workspace';
import { removeMember } from './remove-member';
import { transferWorkspace } from './transfer-workspace';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const notFound = { code: 'NOT_FOUND' };

async function team() {
  const owner = await kit.signUp('owner');
  const admin = await kit.join(owner, 'admin');
  return { owner, admin, guest: await kit.signUp('guest') };
}

test('the invitations of somebody who was removed let nobody in', async () => {
  const { owner, admin, guest } = await team();
  const { token } = await inviteMember(admin, { role: 'admin' });
  await removeMember(owner, userIdOf(admin));
  await expect(joinWorkspace(admin, { token })).rejects.toMatchObject(notFound);
  await expect(joinWorkspace(guest, { token })).rejects.toMatchObject(notFound);
});

test('the invitations of somebody who may no longer give the role let nobody in', async () => {
  const { owner, admin, guest } = await team();
  const { token } = await inviteMember(admin, { role: 'admin' });
  await changeMemberRole(owner, userIdOf(admin), { role: 'editor' });
  await expect(joinWorkspace(guest, { token })).rejects.toMatchObject(notFound);
  await changeMemberRole(owner, userIdOf(admin), { role: 'admin' });
  expect((await joinWorkspace(guest, { token })).role).toBe('admin');
});

test('the invitations of somebody suspended let nobody in', async () => {
  const { admin, guest } = await team();
  const { token } = await inviteMember(admin, { role: 'viewer' });
  await kit.database.db
    .update(users)
    .set({ suspendedAt: new Date() })
    .where(eq(users.id, userIdOf(admin)));
  await expect(joinWorkspace(guest, { token })).rejects.toMatchObject(notFound);
});

test('a role that reaches keys is given by a person who proved lately who they are, and by no API key', async () => {
  const { owner, admin } = await team();
  kit.advance(6 * 60_000);
  const stepUp = { code: 'STEP_UP_REQUIRED' };
  await expect(inviteMember(owner, { role: 'admin' })).rejects.toMatchObject(stepUp);
  await expect(changeMemberRole(owner, userIdOf(admin), { role: 'owner' })).rejects.toMatchObject(stepUp);
  await expect(transferWorkspace(owner, { userId: userIdOf(admin) })).rejects.toMatchObject(stepUp);
  expect((await inviteMember(owner, { role: 'viewer' })).role).toBe('viewer');
  const byKey = withKey(owner);
  await expect(inviteMember(byKey, { role: 'admin' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect((await inviteMember(byKey, { role: 'editor' })).role).toBe('editor');
});

test('two owners who erase themselves at once leave no workspace without an owner', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { owner, admin } = await team();
    await kit.database.db
      .update(members)
      .set({ role: 'owner' })
      .where(eq(members.userId, userIdOf(admin)));
    await Promise.all([deleteMe(owner), deleteMe(admin)]);
    const left = await kit.database.db
      .select()
      .from(workspaces)
      .where(eq(workspaces.id, workspaceIdOf(owner)));
    expect(left).toEqual([]);
  }
});

function withKey(ctx: ServiceContext): ServiceContext {
  if (ctx.actor.kind !== 'user') throw new Error('Nobody is signed in.');
  const workspaceId = workspaceIdOf(ctx);
  const apiKey = { id: 'key_x', scopes: ['read', 'write', 'team'] as const, workspaceId, role: 'owner' as const };
  return { ...ctx, actor: { ...ctx.actor, sessionId: '', apiKey } };
}
