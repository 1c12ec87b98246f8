import type { IncomingMessage } from 'node:http';

/** The body's bytes, or null once it is longer than `bytesMax`. Rejects if its sender goes away. */
export function readBody(req: IncomingMessage, bytesMax: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let isWhole = false;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= bytesMax) chunks.push(chunk);
      else {
        req.pause();
        resolve(null);
      }
    });
    req.once('end', () => {
      isWhole = true;
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    req.once('error', reject);
    req.once('close', () => {
      if (!isWhole) reject(new Error('The sender went away.'));
    });
  });
}
