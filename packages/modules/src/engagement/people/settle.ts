import { cutText } from '../../kit/cut-text';
import type { Achievement } from '../achievements/achievement';
import { achievementTitle } from '../achievements/achievement-title';
import { unlockAchievements } from '../achievements/unlock-achievements';
import type { EngagementContext } from '../engagement-context';
import { noteAct } from '../referrals/note-act';
import { entryWrite, personWrite } from '../store';
import { sayTags } from '../tags/say-tags';
import { levelOf } from './level-of';
import type { Sheet } from './sheet';

/**
 * Writes what a sheet gathered, with the achievements and the level that follow from it, and tells the person of them
 * unless they do not want to know. Call it once for each sheet, after the handler's own words. `isSilent`: the person
 * cannot be told here; `isPassive`: was not here at all.
 */
export function settle(ctx: EngagementContext, sheet: Sheet, { isSilent = false, isPassive = false } = {}): void {
  const before = levelOf(sheet.standing.earned, ctx.settings.levels);
  const unlocked = unlockAchievements(ctx, sheet);
  for (const line of sheet.lines) ctx.write(entryWrite, line);
  noteAct(ctx);
  const isHere = ctx.contact.userId === sheet.personId;
  // Whoever is paid for what another did was not seen by that.
  if ((isHere && !isPassive) || Object.keys(sheet.changes).length > 0) {
    const at = ctx.clock().toISOString();
    ctx.write(personWrite, { person_id: sheet.personId, at, ...newName(ctx, sheet), ...sheet.changes });
  }
  tellWatchers(ctx, sheet, unlocked);
  sayTags(
    ctx,
    sheet,
    unlocked.map(({ id }) => id),
  );
  const isMuted = sheet.changes.is_muted ?? sheet.standing.isMuted;
  if (isSilent || isMuted || !isHere) return;
  const notices = unlocked.map((achievement) =>
    ctx.t('notice.achievement', {
      icon: achievement.icon,
      title: achievementTitle(ctx, achievement),
      points: achievement.points,
    }),
  );
  if (sheet.level > before) notices.push(ctx.t('notice.level', { level: sheet.level }));
  if (notices.length > 0) ctx.reply(notices.join('\n'));
}

function tellWatchers(ctx: EngagementContext, sheet: Sheet, unlocked: readonly Achievement[]): void {
  const { personId, balance, earned, level } = sheet;
  for (const { id, rarity, points } of unlocked) {
    ctx.emit('achievement_unlocked', { personId, achievement: id, rarity, points });
  }
  if (sheet.lines.length === 0) return;
  const streak = sheet.changes.streak ?? sheet.standing.streak;
  ctx.emit('user_stats_updated', { personId, balance, earned, level, streak });
  if (sheet.lines.some((line) => line.is_scored)) ctx.emit('leaderboard_updated', { personId, earned });
}

/** The name on boards follows the one on Telegram. */
function newName(ctx: EngagementContext, { personId, standing }: Sheet): { name?: string } {
  const { from } = ctx;
  if (String(from?.id) !== personId || !from) return {};
  const name = cutText(from.first_name, 40);
  const place = { row: `${ctx.bot.id}/${personId}`, column: 'name' };
  if (standing.name !== null && ctx.sealer.open(standing.name, place) === name) return {};
  return { name: ctx.sealer.seal(name, place) };
}
