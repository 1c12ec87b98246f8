/** When somebody was first seen and did something after that, as far as the referee may know; oldest first. */
export interface Trace {
  firstSeenMs: number;
  actsMs: readonly number[];
}

/** A referral as the referee sees it: who invited whom, and whoever else hangs together with them by links. */
export interface Circle {
  invited: Trace;
  inviter: Trace;
  /** Others who opened the same person's link. */
  siblings: readonly Trace[];
  /** One step further: whoever the inviter's own inviter invited, and whom the invited person invited. */
  kin: readonly Trace[];
}

export type FindingKind = 'same_hands' | 'crowd' | 'ring';

/** Why a referral is held, with the figures that a person can check. */
export interface Finding {
  kind: FindingKind;
  figures: Readonly<Record<string, number>>;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const togetherMs = 10 * minuteMs;
const togetherShareMin = 0.6;
const openedMs = 5 * minuteMs;

const sessionGapMs = 4 * hourMs;
const scriptActsMax = 3;
const scriptReturnMs = 2 * hourMs;
const scriptsMin = 2;
const crowdShareMin = 0.5;
const crowdMin = 6;
const ringShareMin = 0.4;

/** What speaks against a referral; nothing, and it is paid. */
export function judgeReferral(circle: Circle): Finding[] {
  return [sameHands(circle), crowd(circle), ring(circle)].filter((finding) => finding !== null);
}

/** Both are always there at the same minutes: one person with two accounts. */
function sameHands({ invited, inviter }: Circle): Finding | null {
  const theirs = [inviter.firstSeenMs, ...inviter.actsMs];
  const near = (at: number, withinMs: number) => theirs.some((one) => Math.abs(one - at) <= withinMs);
  const together = invited.actsMs.filter((at) => near(at, togetherMs)).length;
  const isTogether = together > 0 && together >= togetherShareMin * invited.actsMs.length;
  if (!isTogether || !near(invited.firstSeenMs, openedMs)) return null;
  return { kind: 'same_hands', figures: { together, acts: invited.actsMs.length, minutes: togetherMs / minuteMs } };
}

/** Most of those who came by one person's link do just what pays, and no more. */
function crowd({ invited, siblings }: Circle): Finding | null {
  const all = [invited, ...siblings].filter(({ actsMs }) => actsMs.length > 0);
  const scripted = all.filter(isScripted).length;
  if (all.length < crowdMin || scripted < crowdShareMin * all.length) return null;
  return { kind: 'crowd', figures: { scripted, active: all.length } };
}

/** A few who invite one another, and of whom too many do just what pays. */
function ring({ invited, siblings, kin }: Circle): Finding | null {
  const all = [invited, ...siblings, ...kin].filter(({ actsMs }) => actsMs.length > 0);
  const scripted = all.filter(isScripted).length;
  if (scripted < scriptsMin || scripted < ringShareMin * all.length) return null;
  return { kind: 'ring', figures: { scripted, active: all.length } };
}

/**
 * Came, came back once after whole days, did the same few things each time, and was never seen again: what somebody
 * does who wants to be counted and nothing else.
 */
export function isScripted({ firstSeenMs, actsMs }: Trace): boolean {
  const visits: number[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const at of actsMs) {
    if (at - last > sessionGapMs) visits.push([at]);
    else visits.at(-1)?.push(at);
    last = at;
  }
  const [first, second] = visits;
  if (visits.length !== 2 || !first || !second) return false;
  if (first.length !== second.length || first.length > scriptActsMax) return false;
  const sinceFirst = (second[0] ?? 0) - (first[0] ?? 0);
  const offWholeDays = Math.abs(sinceFirst - Math.round(sinceFirst / dayMs) * dayMs);
  return offWholeDays <= scriptReturnMs && (first[0] ?? 0) - firstSeenMs < hourMs;
}
