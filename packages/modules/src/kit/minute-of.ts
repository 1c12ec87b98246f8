/** A minute of the hour, 0 to 59, always the same for a bot: what many bots do hourly need not be done at one moment. */
export function minuteOf(botId: string): number {
  return [...botId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 60;
}
