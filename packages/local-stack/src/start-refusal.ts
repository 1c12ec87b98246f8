/** What whoever started us has to mend. It is told in its words alone: the place in our code says nothing about it. */
export class StartRefusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.stack = message;
  }
}
