/** What stands before an update's number in its text; the answer repeats the text, so it can be told whose it is. */
const mark = '#';

export const firstUpdateId = 1_000_000;

/** A person's text message as Telegram delivers it; `index` numbers the updates of one measurement. */
export function benchUpdate(index: number, chatId: number): string {
  const updateId = firstUpdateId + index;
  const person = `"id":${chatId},"first_name":"Ada","last_name":"Lovelace","username":"u${chatId}"`;
  return `{"update_id":${updateId},"message":{"message_id":${index + 1},"from":{${person},"is_bot":false,"language_code":"en"},"chat":{${person},"type":"private"},"date":1700000000,"text":"hello from user ${chatId}, this is message ${mark}${index}."}}`;
}

export interface People {
  bots: number;
  /** In all. Each writes to one bot, and again each time the others of that bot have written once. */
  chats: number;
}

/** Whom update `index` is from; it is for bot `index % bots`. */
export function chatOf(index: number, { bots, chats }: People): number {
  const perBot = Math.ceil(chats / bots);
  return 1_000 + (index % bots) * perBot + (Math.floor(index / bots) % perBot);
}

/** The number of the update an answer belongs to, or -1. */
export function indexIn(answer: string): number {
  const at = answer.indexOf(mark);
  if (at < 0) return -1;
  let index = 0;
  let digits = 0;
  for (let place = at + 1; place < answer.length; place += 1, digits += 1) {
    const code = answer.charCodeAt(place);
    if (code < 48 || code > 57) break;
    index = index * 10 + code - 48;
  }
  return digits === 0 ? -1 : index;
}
