import { faqBots } from '@dovecote/db/schema/faq';
import { and, eq, gt } from 'drizzle-orm';
import { cutText } from '../../kit/cut-text';
import type { Job, TaskOutcome } from '../../kit/job';
import type { HandlerResult } from '../../kit/module-handlers';
import type { Task } from '../../kit/task';
import { inTopic, topicOf } from '../../kit/topic-of';
import type { FaqContext, FaqSettings } from '../faq-context';
import { type GroupRow, groupWrite } from './handover-writes';
import { hashCode } from './hash-code';

/** Who wants to connect where, with what. */
export interface ConnectRequest {
  row: GroupRow;
  userId: string;
}

/**
 * `/connect CODE` in the owner's group, or in one of its topics: questions come there from now on. The code is shown to
 * the bot's editors only, is good once and for a while, and only who runs the group may type it. A refused one stands
 * there for all to see, so it is void.
 */
export async function connect(ctx: FaqContext): Promise<void> {
  if (ctx.contact.kind === 'private') {
    ctx.reply(ctx.t('connect.inGroup'));
    return;
  }
  const code_hash = hashCode(ctx.text);
  if (ctx.text === '' || !(await isOpenCode(ctx, code_hash))) {
    ctx.reply(ctx.t('connect.wrong'));
    return;
  }
  const { message } = ctx;
  const chat = message?.chat;
  const title = chat && 'title' in chat ? (chat.title ?? '') : '';
  const row = {
    chat_id: ctx.contact.chatId,
    thread_id: topicOf(message),
    title: ctx.sealer.seal(cutText(title, 255), { row: ctx.bot.id, column: 'group_title' }),
    code_hash,
    is_refused: false,
    moved_to: null,
    at: ctx.clock().toISOString(),
  };
  // Only an administrator writes in the group's own name.
  if (message?.sender_chat?.id === chat?.id) finish(ctx, row, 'connect.done');
  else
    ctx.enqueue('connect', { key: `${row.chat_id}/${code_hash}`, payload: { row, userId: ctx.contact.userId ?? '' } });
}

/** Whether the one who typed the code runs the group; null where Telegram does not say. */
export const connectTask: Task<FaqSettings> = {
  timeoutMs: 10_000,
  async run(ctx, payload): Promise<{ request: ConnectRequest; isAdmin: boolean | null }> {
    const request = payload as ConnectRequest;
    const admins = await ctx.ask('getChatAdministrators', { chat_id: Number(request.row.chat_id) });
    const isAdmin = Array.isArray(admins)
      ? admins.some((admin: { user?: { id?: unknown } }) => String(admin.user?.id) === request.userId)
      : null;
    return { request, isAdmin };
  },
};

export async function connectChecked(ctx: FaqContext, job: Job): Promise<HandlerResult> {
  const outcome = job.payload as TaskOutcome<{ request: ConnectRequest; isAdmin: boolean | null }>;
  if (outcome.state !== 'done') {
    const [chat_id = '', code_hash = ''] = job.key.split('/');
    refuse(ctx, { chat_id, code_hash, thread_id: null, title: null, moved_to: null }, 'connect.unsure');
    return undefined;
  }
  const { request, isAdmin } = outcome.result;
  if (isAdmin === null) refuse(ctx, request.row, 'connect.unsure');
  else if (!isAdmin) refuse(ctx, request.row, 'connect.notAdmin');
  else if (await isOpenCode(ctx, request.row.code_hash ?? '')) finish(ctx, request.row, 'connect.done');
  else say(ctx, request.row, 'connect.wrong');
  return undefined;
}

function finish(ctx: FaqContext, row: GroupRow, words: string): void {
  ctx.write(groupWrite, row);
  say(ctx, row, words);
}

function refuse(ctx: FaqContext, row: Omit<GroupRow, 'is_refused' | 'at'>, words: string): void {
  ctx.write(groupWrite, { ...row, is_refused: true, at: ctx.clock().toISOString() });
  say(ctx, row, words);
}

/** In the topic where the code was typed. */
function say(ctx: FaqContext, { chat_id, thread_id }: Pick<GroupRow, 'chat_id' | 'thread_id'>, words: string): void {
  ctx.send('sendMessage', { chat_id: Number(chat_id), ...inTopic(thread_id), text: ctx.t(words) });
}

async function isOpenCode(ctx: FaqContext, codeHash: string): Promise<boolean> {
  const { db, workspaceId, botId } = ctx.reader;
  const isBot = and(eq(faqBots.workspaceId, workspaceId), eq(faqBots.botId, botId));
  const found = await db
    .select({ botId: faqBots.botId })
    .from(faqBots)
    .where(and(isBot, eq(faqBots.codeHash, codeHash), gt(faqBots.codeExpiresAt, ctx.clock())));
  return found.length > 0;
}
