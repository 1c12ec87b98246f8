import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@dovecote/errors/app-error';
import { invalidField } from '../../parse-input';

const pagesMax = 300;
const readMsMax = 10_000;

/**
 * The text of a PDF, a paragraph for each page. Others are served between two pages.
 * @throws AppError `VALIDATION_FAILED` for what is broken, locked, too long or holds no text.
 */
export async function readPdf(bytes: Uint8Array): Promise<string> {
  // Three times the size of everything around it, and seldom needed.
  const { getDocumentProxy } = await import('unpdf');
  const until = performance.now() + readMsMax;
  try {
    const document = await getDocumentProxy(bytes, { isEvalSupported: false, disableFontFace: true });
    if (document.numPages > pagesMax) throw invalidField('content', `has more than ${pagesMax} pages`);
    const pages: string[] = [];
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      pages.push(joinItems((await page.getTextContent()).items));
      if (performance.now() > until) throw invalidField('content', 'takes too long to read; send it in parts');
      await sleep(0);
    }
    await document.destroy();
    const text = pages.join('\n\n').trim();
    if (text === '') throw invalidField('content', 'holds no text, only pictures');
    return text;
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const isLocked = cause instanceof Error && cause.name === 'PasswordException';
    throw invalidField('content', isLocked ? 'is locked with a password' : 'cannot be read as a PDF');
  }
}

function joinItems(items: readonly object[]): string {
  return items
    .map((item) => ('str' in item ? `${String(item.str)}${'hasEOL' in item && item.hasEOL ? '\n' : ''}` : ''))
    .join('')
    .replace(/(\p{L})-\n(?=\p{Ll})/gu, '$1')
    .replace(/[ \t]+/gu, ' ');
}
