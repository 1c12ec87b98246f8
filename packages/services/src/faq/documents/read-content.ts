import { type Block, readMarkdownBlocks, readTextBlocks } from '@dovecote/modules/faq/documents/read-blocks';
import { invalidField } from '../../parse-input';
import type { DocumentView } from './document-view';
import { readHtmlBlocks } from './read-html-blocks';
import { readPdf } from './read-pdf';

/** Of a PDF as it comes, and of the text of any document. */
export const pdfBytesMax = 4 * 1024 * 1024;
export const textBytesMax = 1024 * 1024;
const notRead = 'cannot be read as what it is said to be';

/**
 * The text of a document in blocks under their headings.
 * @param content - text; of a PDF its bytes in base64
 * @throws AppError `VALIDATION_FAILED` that names `content`, never what it holds; what `readPdf` throws.
 */
export async function readContent(kind: DocumentView['kind'], content: string, workspaceId: string): Promise<Block[]> {
  if (kind === 'pdf') return readTextBlocks(bounded(await readPdf(decodeBase64(content), workspaceId)));
  const text = bounded(content);
  if (kind === 'text') return readTextBlocks(text);
  try {
    return kind === 'html' ? readHtmlBlocks(text) : await readMarkdownBlocks(text);
  } catch (cause) {
    if (cause instanceof RangeError || cause instanceof TypeError) throw invalidField('content', notRead);
    throw cause;
  }
}

function decodeBase64(content: string): Uint8Array {
  const bytes = Buffer.from(content, 'base64');
  if (bytes.length > pdfBytesMax) throw invalidField('content', `is larger than ${pdfBytesMax / 1024 / 1024} MiB`);
  if (!bytes.subarray(0, 1024).includes('%PDF-')) throw invalidField('content', 'is no PDF in base64');
  return new Uint8Array(bytes);
}

/** Without what Postgres would not store. */
function bounded(text: string): string {
  if (Buffer.byteLength(text) > textBytesMax) {
    throw invalidField('content', `holds more than ${textBytesMax / 1024 / 1024} MiB of text`);
  }
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\u0000', '')
    .replaceAll(/\p{Surrogate}/gu, '');
}
