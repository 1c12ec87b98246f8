import type { EngagementContext, EngagementSettings } from '../engagement-context';
import { countTaken } from '../ledger/count-taken';
import { readBought } from '../ledger/read-bought';
import type { Sheet } from '../people/sheet';
import { button, dashboardBack, type Screen } from './screen';

type Reward = EngagementSettings['rewards'][number];

/** What can be had for points, and what it costs. */
export async function rewardsScreen(ctx: EngagementContext, sheet: Sheet): Promise<Screen> {
  const { rewards } = ctx.settings;
  const taken = await countTaken(ctx.reader, ctx.settings.rewards);
  const lines = rewards.map((reward) => {
    const left = leftOf(reward, taken);
    const { title, cost } = reward;
    return left === null ? ctx.t('rewards.line', { title, cost }) : ctx.t('rewards.limited', { title, cost, left });
  });
  const bought = await boughtCodes(ctx, sheet);
  const canHave = rewards.filter((reward) => reward.cost <= sheet.balance && leftOf(reward, taken) !== 0);
  return {
    text: [
      ctx.t('rewards.title', { balance: sheet.balance }),
      lines.length === 0 ? ctx.t('rewards.none') : lines.join('\n'),
    ].join('\n\n'),
    buttons: [
      ...canHave.map((reward) => [button(ctx, reward.title, 'reward', reward.id)]),
      ...(bought.length === 0 ? [] : [[button(ctx, ctx.t('button.bought'), 'bought')]]),
      [dashboardBack(ctx)],
    ],
  };
}

/** Asks before points are spent. The button says the how manieth spending it is, so that two presses are one. */
export async function rewardScreen(ctx: EngagementContext, sheet: Sheet, id: string): Promise<Screen> {
  const reward = ctx.settings.rewards.find((one) => one.id === id);
  if (!reward) return { ...(await rewardsScreen(ctx, sheet)), notice: ctx.t('rewards.gone') };
  const argument = `${id}.${sheet.standing.spendings + 1}`;
  return {
    text: ctx.t('rewards.ask', { title: reward.title, cost: reward.cost, balance: sheet.balance }),
    buttons: [[button(ctx, ctx.t('rewards.yes'), 'buy', argument)], [button(ctx, ctx.t('button.back'), 'rewards')]],
  };
}

/** Takes the points and hands the reward over, if there are enough of both. */
export async function buyScreen(ctx: EngagementContext, sheet: Sheet, argument: string): Promise<Screen> {
  const [id, spending] = argument.split('.');
  const reward = ctx.settings.rewards.find((one) => one.id === id);
  const refuse = async (notice: string): Promise<Screen> => ({ ...(await rewardsScreen(ctx, sheet)), notice });
  if (!reward || Number(spending) !== sheet.standing.spendings + 1) return refuse(ctx.t('rewards.gone'));
  if (sheet.isBanned) return refuse(ctx.t('ban.short'));
  const taken = await countTaken(ctx.reader, [reward]);
  if (leftOf(reward, taken) === 0) return refuse(ctx.t('rewards.soldOut'));
  if (reward.cost > sheet.balance) return refuse(ctx.t('rewards.tooFew'));
  sheet.spend({
    // Of two at a time it is the turn that lets one through, so that the other is handled anew.
    key: `reward:${sheet.personId}:${spending}:${ctx.update.update_id}`,
    cost: reward.cost,
    subject: { reward: reward.id },
    slot: reward.stock === undefined ? null : `${reward.id}#${(taken.get(reward.id) ?? 0) + 1}`,
  });
  const { title } = reward;
  // A message of its own: the one with the button may be gone by now.
  if (hasCode(reward)) ctx.reply(ctx.t('rewards.code', { title, code: reward.code }));
  return { text: ctx.t('rewards.done', { title }), buttons: [] };
}

/** What the person bought and was given a code for; with an id, that code once more. */
export async function boughtScreen(ctx: EngagementContext, sheet: Sheet, id: string): Promise<Screen> {
  const bought = await boughtCodes(ctx, sheet);
  if (bought.length === 0) return { ...(await rewardsScreen(ctx, sheet)), notice: ctx.t('rewards.gone') };
  const back = [button(ctx, ctx.t('button.back'), 'rewards')];
  const shown = bought.find((reward) => reward.id === id);
  if (shown) return { text: ctx.t('rewards.code', { title: shown.title, code: shown.code }), buttons: [back] };
  const buttons = bought.map((reward) => [button(ctx, reward.title, 'bought', reward.id)]);
  return { text: ctx.t('rewards.bought'), buttons: [...buttons, back] };
}

async function boughtCodes(ctx: EngagementContext, sheet: Sheet): Promise<(Reward & { code: string })[]> {
  const bought = await readBought(ctx.reader, sheet.personId);
  return ctx.settings.rewards.filter(hasCode).filter(({ id }) => bought.has(id));
}

const hasCode = (reward: Reward): reward is Reward & { code: string } => (reward.code ?? '').trim() !== '';

/** Pieces that are left; null for any number. */
function leftOf({ id, stock }: Reward, taken: ReadonlyMap<string, number>): number | null {
  return stock === undefined ? null : Math.max(0, stock - (taken.get(id) ?? 0));
}
