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
  /** Up to three steps up and down the line of links: the inviter, theirs, and whoever was brought by whom was brought. */
  line: readonly Trace[];
}

export type FindingKind = 'same_hands' | 'crowd' | 'ring' | 'copies';

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
/** Who came together does things together: a class, a family. */
const besideMs = 60 * minuteMs;
const handsMax = 4;

const paidDays = 2;
const briefDaysMax = 4;
const brief = { perDayMax: 5, inAllMax: 11 };
/** Friends seldom come in a line within two days, so it need not be as brief. */
const briefInLine = { perDayMax: 9, inAllMax: 17 };
const crowdMin = 4;
const crowdShareMin = 0.45;
const ringMin = 4;
const ringShareMin = 0.65;
const lineShareMin = 0.6;
/** Friends bring friends over weeks; who makes accounts that invite one another does it at one go. */
const ringWithinMs = 2 * dayMs;

const copiedActsMin = 3;
const copiedShareMin = 0.7;
const copiedOffMs = 25_000;

const sessionGapMs = 4 * hourMs;
const scriptActsMax = 3;
const scriptReturnMs = 2 * hourMs;
const scriptsMin = 2;
const scriptShareMin = 0.4;

/** What speaks against a referral; nothing, and it is paid. */
export function judgeReferral(circle: Circle): Finding[] {
  return [sameHands(circle), crowd(circle), ring(circle), copies(circle)].filter((finding) => finding !== null);
}

/** Both are always there at the same minutes, and few came with them: one person with two accounts. */
function sameHands({ invited, inviter, siblings }: Circle): Finding | null {
  const theirs = [inviter.firstSeenMs, ...inviter.actsMs];
  const near = (at: number, withinMs: number) => theirs.some((one) => Math.abs(one - at) <= withinMs);
  const together = invited.actsMs.filter((at) => near(at, togetherMs)).length;
  const isTogether = together > 0 && together >= togetherShareMin * invited.actsMs.length;
  if (!isTogether || !near(invited.firstSeenMs, openedMs)) return null;
  if (siblings.filter((one) => isBeside(one.firstSeenMs, invited.firstSeenMs)).length >= handsMax) return null;
  return { kind: 'same_hands', figures: { together, acts: invited.actsMs.length, minutes: togetherMs / minuteMs } };
}

/** Like most of those who came by the same link, somebody did about what pays, and no more. */
function crowd({ invited, siblings }: Circle): Finding | null {
  if (!isBrief(invited, brief)) return null;
  const found = count(payable([invited, ...siblings]), (one) => isBrief(one, brief));
  return found.scripted >= crowdMin && isShare(found, crowdShareMin) ? { kind: 'crowd', figures: found } : null;
}

/** A few who invite one another within days, and of whom too many do what pays and no more. */
function ring({ invited, siblings, kin, line }: Circle): Finding | null {
  const around = [invited, ...siblings, ...kin];
  const exact = count(around.filter(isActive), isScripted);
  if (exact.scripted >= scriptsMin && isShare(exact, scriptShareMin)) return { kind: 'ring', figures: exact };
  const isLike = (limits: typeof brief) => (one: Trace) =>
    isBrief(one, limits) && Math.abs(one.firstSeenMs - invited.firstSeenMs) <= ringWithinMs;
  if (isBrief(invited, briefInLine)) {
    const inLine = count(payable([invited, ...line]), isLike(briefInLine));
    if (inLine.scripted >= ringMin && isShare(inLine, lineShareMin)) return { kind: 'ring', figures: inLine };
  }
  if (!isBrief(invited, brief)) return null;
  const found = count(payable(around), isLike(brief));
  return found.scripted >= ringMin && isShare(found, ringShareMin) ? { kind: 'ring', figures: found } : null;
}

/** Others of the same link, who came at another time, did the same at the same distances: one recording, replayed. */
function copies({ invited, siblings }: Circle): Finding | null {
  const own = laterActs(invited);
  const others = siblings.filter(isActive);
  const same = others.filter((one) => {
    if (isBeside(one.actsMs[0] ?? 0, invited.actsMs[0] ?? 0)) return false;
    const theirs = laterActs(one);
    const [few, many] = own.length <= theirs.length ? [own, theirs] : [theirs, own];
    const matched = few.filter((at) => many.some((other) => Math.abs(other - at) <= copiedOffMs)).length;
    return matched >= copiedActsMin && matched >= copiedShareMin * few.length;
  }).length;
  return same === 0 ? null : { kind: 'copies', figures: { scripted: same, active: others.length } };
}

/** Since the first act; without the first hour, in which everybody does much the same. */
function laterActs({ actsMs }: Trace): number[] {
  return actsMs.map((at) => at - (actsMs[0] ?? 0)).filter((sinceMs) => sinceMs > hourMs);
}

function isBeside(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) <= besideMs;
}

function isActive({ actsMs }: Trace): boolean {
  return actsMs.length > 0;
}

function count(all: readonly Trace[], is: (trace: Trace) => boolean): { scripted: number; active: number } {
  return { scripted: all.filter(is).length, active: all.length };
}

function isShare({ scripted, active }: { scripted: number; active: number }, min: number): boolean {
  return scripted >= min * active;
}

/** Only they can be compared with somebody who is to be paid for. */
function payable(all: readonly Trace[]): Trace[] {
  return all.filter((trace) => actsByDay(trace).size >= paidDays);
}

/** Came on the days that are paid for and little longer, and did a few things each time. */
function isBrief(trace: Trace, { perDayMax, inAllMax }: typeof brief): boolean {
  const days = actsByDay(trace);
  if (days.size < paidDays || days.size > briefDaysMax || trace.actsMs.length > inAllMax) return false;
  return Math.max(...days.values()) <= perDayMax;
}

function actsByDay({ firstSeenMs, actsMs }: Trace): Map<number, number> {
  const days = new Map([[Math.floor(firstSeenMs / dayMs), 0]]);
  for (const at of actsMs) {
    const day = Math.floor(at / dayMs);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return days;
}

/**
 * Came, came back once after whole days, did the same few things each time, and was never seen again: what somebody
 * does who wants to be counted and nothing else.
 */
function isScripted({ firstSeenMs, actsMs }: Trace): boolean {
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
