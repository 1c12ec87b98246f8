import { type ReadShape, readShape } from '../shared/read-shape';

/** What the runtime and Telegram write about a call that failed, the narrower first. */
const shapes = [
  ['blocked', /^403 .*bot was blocked by the user/],
  ['deactivated', /^403 .*user is deactivated/],
  ['notStarted', /^403 .*bot can't initiate conversation/],
  ['kicked', /^403 .*bot was kicked/],
  ['noChat', /^400 .*chat not found/],
  ['serverFailed', /^(?<status>5\d\d) /],
  ['noConnection', /^no answer: no-connection$/],
  ['tooSlow', /^no answer: timeout$/],
  ['noAnswer', /^no answer: [\w-]+$/],
  ['unreadable', /^its content cannot be read$/],
] as const;

export type ReadCallError = ReadShape<(typeof shapes)[number][0]>;

/** The code of a call's error and what it names; null for one that only Telegram's own words tell. */
export function readCallError(error: string): ReadCallError | null {
  return readShape(error, shapes);
}
