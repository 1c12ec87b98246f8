/** Whether the text can be an update's id at all. */
export function isUpdateId(text: string): boolean {
  return /^-?[\w-]{1,40}$/.test(text);
}
