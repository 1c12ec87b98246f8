import { readShape } from '../shared/read-shape';

/** What the journal writes about an update that could not be handled, the narrower first. */
const failures = [
  ['unreadable', /^what the journal keeps of it cannot be read$/],
  ['tooLong', /^handler failed (?<tries>\d+) times: it took too long$/],
  ['databaseRefused', /^handler failed (?<tries>\d+) times: the database refused what it wrote$/],
  ['failedSomehow', /^handler failed (?<tries>\d+) times: unknown error$/],
  ['failed', /^handler failed (?<tries>\d+) times: (?<error>.+)$/],
  ['busy', /^kept the process busy for more than (?<seconds>\d+) seconds, (?<tries>\d+) times$/],
  ['memory', /^used up the memory of its process, (?<tries>\d+) times$/],
] as const;

/** Why an update was skipped, in the runtime's own words. */
const skips = [
  'command_for_another_bot',
  'discarded',
  'group_chatter',
  'job_over',
  'membership',
  'module_off',
  'other_bot',
  'service_message',
  'unknown_callback',
  'unknown_command',
  'unknown_group_command',
  'unknown_media',
  'unknown_poll',
  'unknown_text',
] as const;

export interface ReadReason {
  code: (typeof failures)[number][0] | (typeof skips)[number] | 'kind';
  /** Numbers as numbers, so that they can be counted and formatted. */
  values: Record<string, string | number>;
}

/**
 * The code of a reason and what it names; null for one that is not of the runtime's making. An update of a kind that no
 * module handles has that `kind` for its reason.
 */
export function readReason(reason: string, kind: string): ReadReason | null {
  const failure = readShape(reason, failures);
  if (failure !== null) {
    const named = Object.entries(failure.values);
    return { code: failure.code, values: Object.fromEntries(named.map(([name, text]) => [name, asNumber(text)])) };
  }
  const skip = skips.find((one) => one === reason) ?? (reason === kind ? 'kind' : null);
  return skip === null ? null : { code: skip, values: {} };
}

function asNumber(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}
