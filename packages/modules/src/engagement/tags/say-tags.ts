import { rarities } from '../achievements/achievement';
import { achievementTitle } from '../achievements/achievement-title';
import { achievementsOf } from '../achievements/achievements-of';
import type { EngagementContext } from '../engagement-context';
import type { Sheet } from '../people/sheet';
import { tagWrite } from './tag-writes';

/** @see https://core.telegram.org/bots/api#setchatmembertag */
const tagLengthMax = 16;

/**
 * Brings the person's tags in line with what they have: in the group they are in now and wherever they have one already,
 * once for each change. Whoever hides or is banned has none.
 */
export function sayTags(ctx: EngagementContext, sheet: Sheet, unlocked: readonly string[]): void {
  const { contact } = ctx;
  const groups = sheet.standing.tags;
  const isNew = groups.every(({ chatId }) => chatId !== contact.chatId);
  const isHere = isNew && contact.userId === sheet.personId && isTagGroup(ctx, contact);
  for (const group of [...groups, ...(isHere ? [{ ...contact, tag: '' }] : [])]) {
    const { chatId } = group;
    const tag = isTagGroup(ctx, group) ? tagOf(ctx, sheet, unlocked) : '';
    if (tag === group.tag) continue;
    ctx.write(tagWrite, { chat_id: chatId, person_id: sheet.personId, tag, at: ctx.clock().toISOString() });
    setTag(ctx, chatId, sheet.personId, tag, `tag:${chatId}:${sheet.personId}`);
  }
}

/** The owner may have named a supergroup by the id it had while it was a group. */
export function isTagGroup(
  { settings }: EngagementContext,
  { chatId, firstChatId }: { chatId: string; firstChatId: string },
): boolean {
  return settings.tagGroups.includes(chatId) || settings.tagGroups.includes(firstChatId);
}

/** Takes the tags of who asks to be erased off; what Telegram says of that is not kept. */
export function takeTagsOff(ctx: EngagementContext, { personId, standing }: Sheet): void {
  for (const { chatId, tag } of standing.tags) if (tag !== '') setTag(ctx, chatId, personId, '');
}

function setTag(ctx: EngagementContext, chatId: string, personId: string, tag: string, ref?: string): void {
  const payload = { chat_id: Number(chatId), user_id: Number(personId), tag };
  ctx.send('setChatMemberTag', payload, ref === undefined ? {} : { ref });
}

/** In the bot's language: everybody in the group reads it. Telegram allows no emoji there. */
function tagOf(ctx: EngagementContext, sheet: Sheet, unlocked: readonly string[]): string {
  if (sheet.isBanned || (sheet.changes.is_hidden ?? sheet.standing.isHidden)) return '';
  const t = ctx.translateIn(String(ctx.settingsOf('core')?.defaultLanguage ?? 'en'));
  if (ctx.settings.tagShows === 'level') return t('tag.level', { level: sheet.level });
  const reached = [...sheet.standing.unlocked, ...unlocked];
  const [rarest] = achievementsOf(ctx.settings)
    .filter(({ id }) => reached.includes(id))
    .sort((a, b) => rarities.indexOf(b.rarity) - rarities.indexOf(a.rarity));
  const title = rarest ? achievementTitle({ t }, rarest) : '';
  const plain = title.replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu, '').trim();
  return [...plain].slice(0, tagLengthMax).join('').trim();
}
