/** In place of the receipts' store: they are accepted and forgotten. */
export class OutboxStore {
  async write(): Promise<void> {}

  async settle(): Promise<void> {}
}
