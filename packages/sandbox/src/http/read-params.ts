import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { cleanText } from '../clean-text';
import { isRecord, Params, type Upload } from '../params';
import { badRequest, Refusal } from '../refusal';
import { readBody } from './read-body';

/** The parameters of a call, from the query and from a body of any kind the Bot API takes. */
export async function readParams(req: IncomingMessage, query: URLSearchParams, bytesMax: number): Promise<Params> {
  const values = Object.fromEntries(query);
  const type = req.headers['content-type']?.toLowerCase() ?? '';
  if (req.method !== 'POST') return paramsOfRecord(values);
  if (type.startsWith('multipart/form-data')) return await readMultipart(req, values, bytesMax);
  const text = (await readBody(req, bytesMax)).toString('utf8');
  if (type.startsWith('application/json')) return paramsOfRecord({ ...values, ...parseJson(text) });
  return paramsOfRecord({ ...values, ...Object.fromEntries(new URLSearchParams(text)) });
}

/** Values as the Bot API sees them: text as it is, anything else as its JSON. */
export function paramsOfRecord(record: Record<string, unknown>, uploads?: ReadonlyMap<string, Upload>): Params {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(record)) {
    if (value === undefined || value === null) continue;
    values[name] = cleanText(typeof value === 'string' ? value : JSON.stringify(value));
  }
  return new Params(values, uploads);
}

function parseJson(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    throw badRequest("can't parse JSON object");
  }
  throw badRequest("can't parse JSON object");
}

function readMultipart(req: IncomingMessage, values: Record<string, string>, bytesMax: number): Promise<Params> {
  return new Promise((resolve, reject) => {
    const uploads = new Map<string, Upload>();
    const fields: Record<string, unknown> = { ...values };
    const tooLarge = () => reject(new Refusal(413, 'Request Entity Too Large'));
    const form = openForm(req, bytesMax);
    form.on('field', (name, value) => {
      fields[name] = value;
    });
    form.on('file', (name, stream, { filename, mimeType }) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', tooLarge);
      stream.on('end', () => uploads.set(name, { name: filename || 'file', mimeType, bytes: Buffer.concat(chunks) }));
    });
    form.on('error', () => reject(badRequest("can't parse the request's multipart body")));
    form.on('close', () => resolve(paramsOfRecord(fields, uploads)));
    let sizeBytes = 0;
    req.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes > bytesMax) {
        req.unpipe(form);
        tooLarge();
      }
    });
    req.on('error', reject);
    req.pipe(form);
  });
}

function openForm(req: IncomingMessage, bytesMax: number): busboy.Busboy {
  try {
    return busboy({ headers: req.headers, limits: { fileSize: bytesMax, files: 20, fields: 100 } });
  } catch {
    throw badRequest("can't parse the request's multipart body");
  }
}
