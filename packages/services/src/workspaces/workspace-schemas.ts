import { memberRoles } from '@dovecote/db/schema/workspaces';
import { z } from 'zod';
import { emailSchema } from '../people/person-schemas';

const name = z.string().trim().min(1, { error: 'must not be empty' }).max(80);
const role = z.enum(memberRoles);

export const createWorkspaceSchema = z.strictObject({ name });

export const updateWorkspaceSchema = z
  .strictObject({ name: name.optional(), requiresSecondFactor: z.boolean().optional() })
  .refine((change) => Object.values(change).some((value) => value !== undefined), { error: 'Nothing to change.' });

export const inviteMemberSchema = z.strictObject({ role, email: emailSchema.optional() });

export const changeRoleSchema = z.strictObject({ role });

export const transferSchema = z.strictObject({ userId: z.string().min(1).max(60) });

export const invitationTokenSchema = z.strictObject({ token: z.string().min(1).max(200) });
