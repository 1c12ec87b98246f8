import { accountRouter } from './account-router';
import { adminRouter } from './admin-router';
import { apiKeysRouter } from './api-keys-router';
import { authRouter } from './auth-router';
import { botsRouter } from './bots-router';
import { draftsRouter } from './drafts-router';
import { engagementRouter } from './engagement-router';
import { faqRouter } from './faq-router';
import { liveRouter } from './live-router';
import { mailsRouter } from './mails-router';
import { modulesRouter } from './modules-router';
import { sandboxRouter } from './sandbox-router';
import { secondFactorRouter } from './second-factor-router';
import { sessionRouter } from './session-router';
import { t } from './trpc';
import { webhooksRouter } from './webhooks-router';
import { workspaceRouter } from './workspace-router';

/** Everything the dashboard can ask for; each procedure is one verb of the services. */
export const appRouter = t.router({
  session: sessionRouter,
  auth: authRouter,
  account: accountRouter,
  secondFactor: secondFactorRouter,
  bots: botsRouter,
  drafts: draftsRouter,
  modules: modulesRouter,
  faq: faqRouter,
  engagement: engagementRouter,
  sandbox: sandboxRouter,
  mails: mailsRouter,
  webhooks: webhooksRouter,
  admin: adminRouter,
  live: liveRouter,
  workspace: workspaceRouter,
  apiKeys: apiKeysRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP, for server components. */
export const createServerCaller = t.createCallerFactory(appRouter);
