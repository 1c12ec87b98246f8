import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';

/**
 * Runs in a thread of its own, which its owner ends when it takes too long or too much. Answers the text, or why there
 * is none: `pages`, `long`, `empty`, `locked`, `broken`.
 */
const { bytes, pagesMax, lengthMax } = workerData;

parentPort.postMessage(
  await read().catch((error) => refuse(error?.name === 'PasswordException' ? 'locked' : 'broken')),
);

async function read() {
  const document = await getDocumentProxy(bytes, { isEvalSupported: false, disableFontFace: true });
  if (document.numPages > pagesMax) return refuse('pages');
  const pages = [];
  let length = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const text = joinItems((await page.getTextContent()).items);
    page.cleanup();
    length += text.length;
    if (length > lengthMax) return refuse('long');
    pages.push(text);
  }
  const text = pages.join('\n\n').trim();
  return text === '' ? refuse('empty') : { text };
}

function refuse(why) {
  return { why };
}

function joinItems(items) {
  return items
    .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
    .join('')
    .replace(/(\p{L})-\n(?=\p{Ll})/gu, '$1')
    .replace(/[ \t]+/gu, ' ');
}
