import type { Server } from 'node:http';
import type { OpenStreams } from './open-streams';

const patienceMs = 4000;

interface Ending {
  server: Server;
  streams: OpenStreams;
  logger: { info: (message: string) => void };
  close: () => Promise<unknown>;
}

/**
 * Ends the process on SIGTERM, SIGINT, or when the parent that started it is gone: exit code 0 within seconds.
 * Answers a function that tells whether the end has begun.
 */
export function endGracefully({ server, streams, logger, close }: Ending): () => boolean {
  let isEnding = false;
  const end = () => {
    if (isEnding) return;
    isEnding = true;
    logger.info('web is stopping');
    setTimeout(() => process.exit(0), patienceMs).unref();
    streams.endEventStreams();
    server.close(() => {
      close().finally(() => process.exit(0));
    });
    server.closeIdleConnections();
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('disconnect', end);
  return () => isEnding;
}
