import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import type { ServiceContext, UserActor } from '../service-context';
import { getWorkspace } from './get-workspace';
import { updateWorkspace } from './update-workspace';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

function withFactor(ctx: ServiceContext): ServiceContext {
  return { ...ctx, actor: { ...(ctx.actor as UserActor), hasSecondFactor: true } };
}

test('only an owner who passed a second factor asks others for one', async () => {
  const owner = await kit.signUp('owner');
  const admin = withFactor(await kit.join(owner, 'admin'));
  const wish = { requiresSecondFactor: true };
  await expect(updateWorkspace(owner, wish)).rejects.toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
  await expect(updateWorkspace(admin, wish)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(await updateWorkspace(withFactor(owner), wish)).toMatchObject({ id: workspaceIdOf(owner), ...wish });
  const scope = owner.workspace;
  if (scope === undefined) throw new Error('The owner has no workspace.');
  const without = { ...owner, workspace: { ...scope, lacksSecondFactor: true } };
  await expect(getWorkspace(without)).rejects.toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' });
});
