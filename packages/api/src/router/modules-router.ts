import { listBotModules } from '@dovecote/services/modules/list-bot-modules';
import { listModuleVersions } from '@dovecote/services/modules/list-module-versions';
import { rollBackModule, rollBackSchema } from '@dovecote/services/modules/roll-back-module';
import { saveModule, saveModuleSchema } from '@dovecote/services/modules/save-module';
import { pageSchema } from '@dovecote/services/pages';
import { z } from 'zod';
import { procedure, t } from './trpc';

const moduleKey = z.strictObject({ botId: z.string(), moduleId: z.string() });

export const modulesRouter = t.router({
  list: procedure('bots.read')
    .input(z.strictObject({ botId: z.string() }))
    .query(async ({ ctx, input }) => await listBotModules(ctx.service, input.botId)),
  save: procedure('modules.save')
    .input(moduleKey.extend(saveModuleSchema.shape))
    .mutation(
      async ({ ctx, input: { botId, moduleId, ...change } }) => await saveModule(ctx.service, botId, moduleId, change),
    ),
  versions: procedure('bots.read')
    .input(moduleKey.extend(pageSchema.shape))
    .query(
      async ({ ctx, input: { botId, moduleId, ...page } }) =>
        await listModuleVersions(ctx.service, botId, moduleId, page),
    ),
  rollback: procedure('modules.save')
    .input(moduleKey.extend(rollBackSchema.shape))
    .mutation(
      async ({ ctx, input: { botId, moduleId, ...target } }) =>
        await rollBackModule(ctx.service, botId, moduleId, target),
    ),
});
