const tokenPattern = /(?<![\w-])(\d{6,12}:[A-Za-z0-9_-]{30,50})(?![\w-])/;

/** The bot token inside a pasted text, such as the whole message of @BotFather; null if there is none. */
export function findToken(text: string): string | null {
  return tokenPattern.exec(text)?.[1] ?? null;
}
