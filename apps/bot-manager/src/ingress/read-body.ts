import type { IncomingMessage } from 'node:http';

export interface ReadBody {
  /** The body, or the beginning of one that is longer than `bytesMax`. */
  bytes: Buffer;
  /** Of the whole body. */
  sizeBytes: number;
  isTooLarge: boolean;
}

/**
 * Reads a body to its end: most senders look for their answer no sooner. Of one longer than `bytesMax` only so much is
 * kept. Rejects if its sender goes away.
 */
export function readBody(req: IncomingMessage, bytesMax: number): Promise<ReadBody> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    let isWhole = false;
    req.on('data', (chunk: Buffer) => {
      const leftBytes = bytesMax - sizeBytes;
      sizeBytes += chunk.length;
      if (leftBytes > 0) chunks.push(chunk.length > leftBytes ? chunk.subarray(0, leftBytes) : chunk);
    });
    req.once('end', () => {
      isWhole = true;
      const bytes = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      resolve({ bytes, sizeBytes, isTooLarge: sizeBytes > bytesMax });
    });
    req.once('error', reject);
    req.once('close', () => {
      if (!isWhole) reject(new Error('The sender went away.'));
    });
  });
}
