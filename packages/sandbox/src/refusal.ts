/** An answer of the kind `ok: false`, in the words and codes of the Bot API. */
export class Refusal extends Error {
  readonly errorCode: number;
  readonly parameters: object | undefined;

  constructor(errorCode: number, description: string, parameters?: object) {
    super(description);
    this.name = 'Refusal';
    this.errorCode = errorCode;
    this.parameters = parameters;
  }
}

/** A refusal of the code 400; `words` go after "Bad Request: ". */
export function badRequest(words: string): Refusal {
  return new Refusal(400, `Bad Request: ${words}`);
}

/** A refusal of the code 429. */
export function tooManyRequests(retryAfterSeconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${retryAfterSeconds}`, { retry_after: retryAfterSeconds });
}
