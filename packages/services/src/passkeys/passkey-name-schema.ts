import { z } from 'zod';

export const passkeyNameSchema = z.string().trim().min(1, { error: 'must not be empty' }).max(60);

export const renamePasskeySchema = z.strictObject({ name: passkeyNameSchema });
