import { alignBots } from '@dovecote/services/bots/align-bots';
import { systemContext } from '@dovecote/services/service-context';
import type { ServerContext } from '../server-context';

/** Brings bots in line with the settings of this start. It keeps nobody waiting: there may be thousands. */
export async function followSettings({ deps: { services }, logger }: ServerContext): Promise<void> {
  try {
    const moved = await alignBots(systemContext(services, 'start'));
    if (moved > 0) logger.info({ moved }, 'bots were moved as the settings say');
  } catch (err) {
    logger.error({ err }, 'bots could not all be moved as the settings say; the next start tries again');
  }
}
