import type { WebhookEventType } from '@dovecote/db/schema/webhooks';
import type { z } from 'zod';

export type CommandScope = 'private' | 'group' | 'everywhere';

export interface CommandDefinition {
  /** Without the slash; Telegram allows a-z, 0-9 and _, at most 32. */
  name: string;
  scope: CommandScope;
  /** Key in the module's catalogue; the text is shown in Telegram's command menu. */
  descriptionKey: string;
}

/** One kind of personal data a module keeps, as `/privacy`, export and erasure see it. */
export interface KeptData {
  /** Table in the database. */
  table: string;
  /** Key in the module's catalogue: what it is and why it is kept. */
  purposeKey: string;
  /** Null: until the person or the owner removes it. */
  days: number | null;
  /** Rows carry nothing that says whose they are: they cannot be erased for one person and end by age. */
  isUnlinked?: true;
  /** Is what stays of somebody who was erased, and only of them: nobody is named in it, and it ends by age. */
  outlives?: true;
}

export type UpdateKind =
  | 'message'
  | 'edited_message'
  | 'channel_post'
  | 'edited_channel_post'
  | 'callback_query'
  | 'my_chat_member'
  | 'inline_query'
  | 'poll'
  | 'poll_answer'
  | 'chat_member'
  | 'message_reaction'
  | 'pre_checkout_query';

/** What a module is, without what it does: safe to load in a browser. */
export interface ModuleDefinition<Settings extends z.ZodObject = z.ZodObject> {
  id: string;
  title: string;
  summary: string;
  category: 'essentials' | 'support' | 'engagement' | 'commerce' | 'safety';
  /** Core modules cannot be switched off. */
  isCore?: boolean;
  /** Validates, types the handlers and draws the settings form; every field has a default. */
  settings: Settings;
  commands: readonly CommandDefinition[];
  /** Feeds Telegram's `allowed_updates`. */
  updates: readonly UpdateKind[];
  keeps: readonly KeptData[];
  /** Recurring work under these settings, at the bot's local time; `botId` is for spreading it. Its jobs come in the bot's own lane. */
  schedules?: (settings: z.output<Settings>, botId: string) => readonly ScheduleRule[];
  /** What it tells dashboards, streams and outgoing webhooks. */
  events?: readonly WebhookEventType[];
}

export interface ScheduleRule {
  /** Of the module's `jobs`. */
  job: string;
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: string;
}

/** Declares a module; the types of its settings flow on to its handlers. */
export function defineModule<Settings extends z.ZodObject>(
  definition: ModuleDefinition<Settings>,
): ModuleDefinition<Settings> {
  return definition;
}
