/** What the answer to a hand-over is called among the messages sent: one that has none is still open. */
export function replyRef(handoverId: string): string {
  return `reply:${handoverId}`;
}
