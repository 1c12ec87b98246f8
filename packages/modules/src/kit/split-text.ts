import { messageLengthMax } from './setting-fields';

/** A text in parts Telegram accepts, cut at line ends or spaces where it can; never inside a surrogate pair. */
export function splitText(text: string, lengthMax: number = messageLengthMax): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > lengthMax) {
    const cut = cutPoint(rest, lengthMax);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest.length > 0 || parts.length === 0) parts.push(rest);
  return parts;
}

function cutPoint(text: string, lengthMax: number): number {
  const head = text.slice(0, lengthMax);
  const nice = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
  if (nice > lengthMax / 2) return nice;
  const last = text.charCodeAt(lengthMax - 1);
  return last >= 0xd800 && last <= 0xdbff ? lengthMax - 1 : lengthMax;
}
