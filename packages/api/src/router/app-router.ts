import { accountRouter } from './account-router';
import { adminRouter } from './admin-router';
import { authRouter } from './auth-router';
import { botsRouter } from './bots-router';
import { draftsRouter } from './drafts-router';
import { faqRouter } from './faq-router';
import { liveRouter } from './live-router';
import { mailsRouter } from './mails-router';
import { modulesRouter } from './modules-router';
import { sandboxRouter } from './sandbox-router';
import { sessionRouter } from './session-router';
import { t } from './trpc';
import { webhooksRouter } from './webhooks-router';

/** Everything the dashboard can ask for; each procedure is one verb of the services. */
export const appRouter = t.router({
  session: sessionRouter,
  auth: authRouter,
  account: accountRouter,
  bots: botsRouter,
  drafts: draftsRouter,
  modules: modulesRouter,
  faq: faqRouter,
  sandbox: sandboxRouter,
  mails: mailsRouter,
  webhooks: webhooksRouter,
  admin: adminRouter,
  live: liveRouter,
});

export type AppRouter = typeof appRouter;

/** Calls procedures without HTTP, for server components. */
export const createServerCaller = t.createCallerFactory(appRouter);
