import type { z } from 'zod';
import type { ServiceContext } from '../service-context';
import type { reasonSchema } from './admin-schemas';
import type { AdminUserView } from './list-users';
import { setUserSuspension } from './set-user-suspension';

/**
 * Keeps a person out: their sessions end now. Their bots go on; suspend those apart.
 * @throws AppError `FORBIDDEN` on oneself and on someone of the same or a higher platform role.
 */
export async function suspendUser(
  ctx: ServiceContext,
  userId: string,
  input: z.input<typeof reasonSchema>,
): Promise<AdminUserView> {
  return await setUserSuspension(ctx, userId, input, true);
}
