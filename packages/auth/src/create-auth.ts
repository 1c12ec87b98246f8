import { newId } from '@dovecote/db/new-id';
import { users } from '@dovecote/db/schema/users';
import { parseInput } from '@dovecote/services/parse-input';
import { passkeyAnswerSchema, verifyPasskey } from '@dovecote/services/passkeys/verify-passkey';
import { authenticateUser } from '@dovecote/services/people/authenticate-user';
import { createRefreshToken } from '@dovecote/services/people/create-refresh-token';
import { createSession, type SignInMethod } from '@dovecote/services/people/create-session';
import { newOpaqueToken } from '@dovecote/services/people/opaque-token';
import { proveSecondFactor, type SecondFactorProof } from '@dovecote/services/people/prove-second-factor';
import { redeemOneTimeLink } from '@dovecote/services/people/redeem-one-time-link';
import { type Registered, registerUser } from '@dovecote/services/people/register-user';
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

export interface NewAccount extends Credentials {
  name?: string | undefined;
  invitation?: string | undefined;
}

interface WebSession {
  sessionId: string;
  user: UserView;
}

/** Who asks, and what they may touch; every transport goes through it. */
export interface Auth {
  /** Where addresses must be proven, the tokens work from then on. */
  register(ctx: ServiceContext, input: NewAccount): Promise<SignedIn>;
  signIn(ctx: ServiceContext, input: Credentials & SecondFactorProof): Promise<SignedIn>;
  /** A dashboard session by password, and second factor where there is one; answers its id for the cookie. */
  startWebSession(ctx: ServiceContext, input: Credentials & SecondFactorProof): Promise<WebSession>;
  /** A dashboard session by a one-time link, which only whoever runs the installation can make. */
  startWebSessionByLink(ctx: ServiceContext, token: string): Promise<WebSession>;
  /** A dashboard session by a passkey alone: it is held and verified, which is two factors. */
  startWebSessionByPasskey(ctx: ServiceContext, answer: unknown): Promise<WebSession>;
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
  const source = { services, accessTokens, ...settings };

  const authenticate = async (ctx: ServiceContext, input: Credentials & SecondFactorProof) => {
    const { email, password, ...proof } = input;
    const user = await authenticateUser(ctx, { email, password });
    const isProven = await proveSecondFactor(ctx, user.id, proof);
    return { user, method: isProven ? ('second_factor' as const) : ('password' as const) };
  };

  const issue = async (ctx: ServiceContext, user: UserRow, method: SignInMethod): Promise<SignedIn> => {
    const { sessionId } = await createSession(ctx, user, 'rest', method);
    const refreshToken = await createRefreshToken(ctx, ctx.db, sessionId);
    const actor = { kind: 'user' as const, userId: user.id, sessionId, platformRole: user.platformRole };
    const [workspace = null] = await listWorkspaces({ ...ctx, actor });
    const accessToken = await accessTokens.sign({ userId: user.id, sessionId });
    return { user: describeUser(user), workspace, accessToken, refreshToken, expiresIn: accessTokenSeconds };
  };

  const startWeb = async (ctx: ServiceContext, user: UserRow, method: SignInMethod): Promise<WebSession> => {
    const { sessionId } = await createSession(ctx, user, 'web', method);
    return { sessionId, user: describeUser(user) };
  };

  /** The tokens of a session that is not there, and will not be: an unproven address gets none that work either. */
  const pretend = async ({ user, workspace }: Registered): Promise<SignedIn> => {
    const accessToken = await accessTokens.sign({ userId: user.id, sessionId: newId('session') });
    return { user, workspace, accessToken, refreshToken: newOpaqueToken('refresh'), expiresIn: accessTokenSeconds };
  };

  return {
    async register(ctx, input) {
      const registered = await registerUser(ctx, input);
      const [row] = await ctx.db.select().from(users).where(eq(users.id, registered.user.id));
      return row === undefined ? await pretend(registered) : await issue(ctx, row, 'registration');
    },
    async signIn(ctx, input) {
      const { user, method } = await authenticate(ctx, input);
      return await issue(ctx, user, method);
    },
    async startWebSession(ctx, input) {
      const { user, method } = await authenticate(ctx, input);
      return await startWeb(ctx, user, method);
    },
    startWebSessionByLink: async (ctx, token) => await startWeb(ctx, await redeemOneTimeLink(ctx, token), 'link'),
    async startWebSessionByPasskey(ctx, answer) {
      return await startWeb(ctx, await verifyPasskey(ctx, parseInput(passkeyAnswerSchema, answer)), 'passkey');
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
