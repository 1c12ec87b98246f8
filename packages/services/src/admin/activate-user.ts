import type { z } from 'zod';
import type { ServiceContext } from '../service-context';
import type { reasonSchema } from './admin-schemas';
import type { AdminUserView } from './list-users';
import { setUserSuspension } from './set-user-suspension';

/** Lets a suspended person in again; they sign in anew. */
export async function activateUser(
  ctx: ServiceContext,
  userId: string,
  input: z.input<typeof reasonSchema>,
): Promise<AdminUserView> {
  return await setUserSuspension(ctx, userId, input, false);
}
