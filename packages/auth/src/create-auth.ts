import { users } from '@dovecote/db/schema/users';
import { AppError } from '@dovecote/errors/app-error';
import { authenticateUser } from '@dovecote/services/people/authenticate-user';
import { createRefreshToken } from '@dovecote/services/people/create-refresh-token';
import { createSession } from '@dovecote/services/people/create-session';
import { redeemOneTimeLink } from '@dovecote/services/people/redeem-one-time-link';
import { registerUser } from '@dovecote/services/people/register-user';
import { revokeSession } from '@dovecote/services/people/revoke-session';
import { rotateRefreshToken } from '@dovecote/services/people/rotate-refresh-token';
import { describeUser, type UserView } from '@dovecote/services/people/user-view';
import type { AppServices, ServiceContext, UserActor, WorkspaceScope } from '@dovecote/services/service-context';
import { listWorkspaces } from '@dovecote/services/workspaces/list-workspaces';
import type { WorkspaceView } from '@dovecote/services/workspaces/workspace-view';
import { eq } from 'drizzle-orm';
import { accessTokenSeconds, createAccessTokens } from './access-token';
import { proveMembership } from './prove-membership';
import { resolveBearer, resolveCookie } from './resolve-actor';
import { createSignInLimiter } from './sign-in-limiter';

export interface TokenPair {
  accessToken: string;
  refreshToken: string;
  /** Seconds the access token lives. */
  expiresIn: number;
}

export interface SignedIn extends TokenPair {
  user: UserView;
  workspace: WorkspaceView | null;
}

export interface Credentials {
  email: string;
  password: string;
}

/** Who asks, and what they may touch; every transport goes through it. */
export interface Auth {
  register(
    ctx: ServiceContext,
    input: Credentials & { name?: string | undefined; invitation?: string | undefined },
  ): Promise<SignedIn>;
  signIn(ctx: ServiceContext, input: Credentials): Promise<SignedIn>;
  /** A dashboard session by password; answers its id for the cookie. */
  startWebSession(ctx: ServiceContext, input: Credentials): Promise<{ sessionId: string; user: UserView }>;
  /** A dashboard session by a one-time link. */
  startWebSessionByLink(ctx: ServiceContext, token: string): Promise<{ sessionId: string; user: UserView }>;
  refresh(ctx: ServiceContext, refreshToken: string): Promise<TokenPair>;
  signOut(ctx: ServiceContext): Promise<void>;
  resolveBearer(authorization: string | null): Promise<UserActor | null>;
  resolveCookie(cookieHeader: string | null): Promise<UserActor | null>;
  proveMembership(actor: UserActor, workspaceId: string | null): Promise<WorkspaceScope | undefined>;
}

export interface AuthSettings {
  /** `AUTH_SECRET`: signs access tokens and seals session cookies. */
  authSecret: string;
  /** The dashboard is served over https. */
  isSecure: boolean;
}

type UserRow = typeof users.$inferSelect;

export function createAuth(services: AppServices, settings: AuthSettings): Auth {
  const accessTokens = createAccessTokens(settings.authSecret, services.clock);
  const limiter = createSignInLimiter(services.clock);
  const source = { services, accessTokens, ...settings };

  const authenticate = async (ctx: ServiceContext, { email, password }: Credentials): Promise<UserRow> => {
    limiter.begin(email, ctx.request.ip);
    const user = await authenticateUser(ctx, { email, password });
    limiter.succeed(email, ctx.request.ip);
    return user;
  };

  const issue = async (ctx: ServiceContext, user: UserRow): Promise<SignedIn> => {
    const { sessionId } = await createSession(ctx, user, 'rest');
    const refreshToken = await createRefreshToken(ctx, ctx.db, sessionId);
    const actor = { kind: 'user' as const, userId: user.id, sessionId, platformRole: user.platformRole };
    const [workspace = null] = await listWorkspaces({ ...ctx, actor });
    const accessToken = await accessTokens.sign({ userId: user.id, sessionId });
    return { user: describeUser(user), workspace, accessToken, refreshToken, expiresIn: accessTokenSeconds };
  };

  return {
    async register(ctx, input) {
      const { user } = await registerUser(ctx, input);
      const [row] = await ctx.db.select().from(users).where(eq(users.id, user.id));
      if (row === undefined) throw new AppError('INTERNAL', 'The account is gone again.');
      return await issue(ctx, row);
    },
    signIn: async (ctx, input) => await issue(ctx, await authenticate(ctx, input)),
    async startWebSession(ctx, input) {
      const user = await authenticate(ctx, input);
      const { sessionId } = await createSession(ctx, user, 'web');
      return { sessionId, user: describeUser(user) };
    },
    async startWebSessionByLink(ctx, token) {
      const user = await redeemOneTimeLink(ctx, token);
      const { sessionId } = await createSession(ctx, user, 'web');
      return { sessionId, user: describeUser(user) };
    },
    async refresh(ctx, refreshToken) {
      const rotated = await rotateRefreshToken(ctx, { refreshToken });
      const accessToken = await accessTokens.sign(rotated);
      return { accessToken, refreshToken: rotated.refreshToken, expiresIn: accessTokenSeconds };
    },
    async signOut(ctx) {
      if (ctx.actor.kind === 'user') await revokeSession(ctx, ctx.actor.sessionId);
    },
    resolveBearer: async (authorization) => await resolveBearer(source, authorization),
    resolveCookie: async (cookieHeader) => await resolveCookie(source, cookieHeader),
    proveMembership: async (actor, workspaceId) => await proveMembership(services, actor, workspaceId),
  };
}
