import * as z from 'zod/mini';

const shape = z.object({
  door: z.catch(z.optional(z.enum(['sandbox', 'token'])), undefined),
  name: z.catch(z.optional(z.string()), undefined),
  username: z.catch(z.optional(z.string()), undefined),
  template: z.catch(z.optional(z.enum(['greeter', 'support', 'blank'])), undefined),
  greeting: z.catch(z.optional(z.string()), undefined),
  pendingUpdates: z.catch(z.optional(z.enum(['keep', 'drop'])), undefined),
});

export type DraftData = z.infer<typeof shape>;

export type TemplateId = NonNullable<DraftData['template']>;

/** What the wizard remembers; anything unreadable counts as not answered yet. */
export function readDraftData(data: unknown): DraftData {
  const result = shape.safeParse(data);
  return result.success ? result.data : {};
}
