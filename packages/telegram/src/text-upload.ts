import { randomBytes } from 'node:crypto';

/** A text that is sent as a file: it stands where a file's id could. */
export interface TextUpload {
  fileName: string;
  text: string;
}

/**
 * The payload of a call that uploads a text, as a form; null for any other.
 * @see https://core.telegram.org/bots/api#sending-files
 */
export function uploadForm(payload: object): { contentType: string; body: string } | null {
  const fields = Object.entries(payload).filter(([, value]) => value != null);
  if (!fields.some(([, value]) => isTextUpload(value))) return null;
  const boundary = `dovecote${randomBytes(24).toString('hex')}`;
  const parts = fields.map(([name, value]) => {
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${name}"`;
    if (!isTextUpload(value)) return `${head}\r\n\r\n${typeof value === 'string' ? value : JSON.stringify(value)}\r\n`;
    const fileName = value.fileName.replace(/[^\w.-]/g, '_');
    return `${head}; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n${value.text}\r\n`;
  });
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` };
}

function isTextUpload(value: unknown): value is TextUpload {
  return typeof value === 'object' && value !== null && 'fileName' in value && 'text' in value;
}
