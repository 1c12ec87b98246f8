/** This process was composed without the right to read what is sealed for a purpose: a fault of ours, not of the caller. */
export class PurposeClosedError extends Error {
  override readonly name = 'PurposeClosedError';

  constructor(readonly purpose: string) {
    super(`This process may not open a ${purpose}.`);
  }
}
