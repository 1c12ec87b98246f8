/** Whether the text can be an id at all; Postgres refuses some texts outright. */
export function isId(text: string): boolean {
  return /^[a-z]{2,5}_[0-9a-z]{1,40}$/.test(text);
}
