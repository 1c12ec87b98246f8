import { platformRoles, type users } from '@dovecote/db/schema/users';
import { z } from 'zod';

export const userViewSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  platformRole: z.enum(platformRoles),
  locale: z.string().nullable(),
  createdAt: z.string(),
});

export type UserView = z.output<typeof userViewSchema>;

export function describeUser(row: typeof users.$inferSelect): UserView {
  const { id, email, name, platformRole, locale, createdAt } = row;
  return { id, email, name, platformRole, locale, createdAt: createdAt.toISOString() };
}
