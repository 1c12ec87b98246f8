import { z } from 'zod';

const shape = z.object({
  door: z.enum(['sandbox', 'token']).optional().catch(undefined),
  name: z.string().optional().catch(undefined),
  username: z.string().optional().catch(undefined),
  template: z.enum(['greeter', 'support', 'blank']).optional().catch(undefined),
  greeting: z.string().optional().catch(undefined),
});

export type DraftData = z.infer<typeof shape>;

export type TemplateId = NonNullable<DraftData['template']>;

/** What the wizard remembers; anything unreadable counts as not answered yet. */
export function readDraftData(data: unknown): DraftData {
  const result = shape.safeParse(data);
  return result.success ? result.data : {};
}
