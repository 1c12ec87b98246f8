import { getMe } from '@dovecote/services/people/get-me';
import { lacksSecondFactor } from '@dovecote/services/policies/authorise';
import { getPlanBounds } from '@dovecote/services/workspaces/get-plan-bounds';
import { publicProcedure, t } from './trpc';

export const sessionRouter = t.router({
  /** Null for a visitor. */
  me: publicProcedure.query(async ({ ctx: { service } }) => {
    if (service.actor.kind !== 'user') return null;
    const me = await getMe(service);
    const workspace = me.workspaces.find((candidate) => candidate.id === service.workspace?.id) ?? null;
    const { publicUrl, sandboxApiRoot, signup } = service.settings;
    return {
      ...me,
      sessionId: service.actor.sessionId,
      workspace,
      plan: await getPlanBounds(service),
      role: service.workspace?.role ?? null,
      lacksSecondFactor: lacksSecondFactor(service, service.actor),
      installation: { signup, hasSandbox: service.sandbox !== null && sandboxApiRoot !== null, publicUrl },
    };
  }),
});
