/** Whether the text can be an update's id at all: Telegram's number, or `job:...` of an update Dovecote wrote to itself. */
export function isUpdateId(text: string): boolean {
  return /^(?:-?[\w-]{1,40}|job:[\w:-]{1,80})$/.test(text);
}
