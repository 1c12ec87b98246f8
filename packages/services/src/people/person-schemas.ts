import { z } from 'zod';

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, { error: 'is too long' })
  .pipe(z.email({ error: 'is not an e-mail address' }));

/** Its strength is judged apart, by the password hasher. */
const newPassword = z.string().max(1_000);

export const personNameSchema = z.string().trim().min(1, { error: 'must not be empty' }).max(80);

export const registerSchema = z.strictObject({
  email: emailSchema,
  password: newPassword,
  name: personNameSchema.optional(),
  /** The token of an invitation, where sign-up is by invitation. */
  invitation: z.string().min(1).max(200).optional(),
});

export const credentialsSchema = z.strictObject({
  email: z.string().trim().toLowerCase().min(1).max(254),
  password: z.string().min(1).max(1_000),
});

export const updateMeSchema = z
  .strictObject({
    name: personNameSchema.optional(),
    locale: z
      .string()
      .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, { error: 'is not a language tag' })
      .nullable()
      .optional(),
    password: newPassword.optional(),
    currentPassword: z.string().max(1_000).optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), { error: 'Nothing to change.' });
