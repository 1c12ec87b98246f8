import { type ReadShape, readShape } from '../shared/read-shape';

/** What is written about an attempt that failed. */
const shapes = [
  ['answered', /^answered (?<status>\d{3})$/],
  ['noHttp', /^answered no HTTP$/],
  ['tooSlow', /^did not answer in time$/],
  ['untrusted', /^has no certificate to be trusted$/],
  ['unreachable', /^could not be reached$/],
  ['notPublic', /^must lead to a public address$/],
  ['switchedOff', /^was switched off meanwhile$/],
] as const;

export type ReadDeliveryError = ReadShape<(typeof shapes)[number][0]>;

/** The code of an attempt's error and what it names; null for one that is not known. */
export function readDeliveryError(error: string): ReadDeliveryError | null {
  return readShape(error, shapes);
}
