import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal';

/** @throws Refusal 413 when the body is longer than `bytesMax`. */
export async function readBody(req: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of req) {
    sizeBytes += chunk.length;
    if (sizeBytes > bytesMax) throw new Refusal(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
