import { createHash } from 'node:crypto';
import { users } from '@dovecote/db/schema/users';
import { type MemberRole, members } from '@dovecote/db/schema/workspaces';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { openTenantDatabases } from '@dovecote/db/tenant-databases';
import { createLogger } from '@dovecote/observability/logger';
import { startSandboxServer } from '@dovecote/sandbox/start-sandbox-server';
import { MemorySandboxStore } from '@dovecote/sandbox/store/memory-sandbox-store';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { generateKey } from '@dovecote/vault/key-ring';
import { eq } from 'drizzle-orm';
import { type ComposeSettings, composeServices } from './compose-services';
import { inWorkspace } from './in-workspace';
import { createSession } from './people/create-session';
import type { PasswordHasher } from './people/password-hasher';
import { registerUser } from './people/register-user';
import type { AppServices, ServiceContext } from './service-context';

export interface TestServices {
  services: AppServices;
  database: TestDatabase;
  sandboxRoot: string;
  controlToken: string;
  /** Moves the clock that every verb reads. */
  advance(ms: number): void;
  anonymous(): ServiceContext;
  /** A new person signed in to their own workspace. */
  signUp(name: string): Promise<ServiceContext>;
  /** A new person signed in to somebody else's workspace. */
  join(owner: ServiceContext, role: MemberRole): Promise<ServiceContext>;
  /** A new platform admin. */
  admin(role?: 'admin' | 'owner'): Promise<ServiceContext>;
  /** A token of a new sandbox bot. */
  newToken(ctx: ServiceContext): Promise<string>;
  close(): Promise<void>;
}

export const testPassword = 'violet-kettle-orbit-47';

let people = 0;

/** Services on a database and a sandbox of their own. */
export async function createTestServices(settings: Partial<ComposeSettings> = {}): Promise<TestServices> {
  const database = await createTestDatabase();
  const databases = openTenantDatabases({ url: database.url, applicationName: 'test-services', connectionsMax: 20 });
  const controlToken = 'control-token-of-the-tests';
  const sandbox = await startSandboxServer({
    host: '127.0.0.1',
    port: 0,
    controlToken,
    store: new MemorySandboxStore(),
  });
  const sandboxRoot = `http://127.0.0.1:${sandbox.port}`;
  let offsetMs = 0;
  const { services, close } = composeServices(
    {
      telegramApiRoot: sandboxRoot,
      sandboxApiRoot: sandboxRoot,
      sandboxControlToken: controlToken,
      publicUrl: null,
      signup: 'open',
      requireAdmin2fa: false,
      encryptionKeys: generateKey(),
      smtpUrl: null,
      mailFrom: null,
      ...settings,
    },
    {
      databases,
      logger: createLogger({ name: 'test', level: 'silent' }),
      passwordHasher: fastHasher,
      clock: () => new Date(Date.now() + offsetMs),
    },
  );
  const anonymous = (): ServiceContext => ({
    ...services,
    actor: { kind: 'anonymous' },
    request: { ip: '203.0.113.7', userAgent: 'vitest', requestId: 'req_test' },
  });
  const signUp = async (name: string): Promise<ServiceContext> => {
    people += 1;
    const email = `${name}-${people}@example.com`;
    const { user, workspace } = await registerUser(anonymous(), { email, password: testPassword, name });
    const { sessionId } = await createSession(anonymous(), user, 'web');
    const steppedUpAt = services.clock();
    const actor = { kind: 'user' as const, userId: user.id, sessionId, platformRole: 'user' as const, steppedUpAt };
    return inWorkspace({ ...anonymous(), actor }, { id: proveWorkspace(workspace.id), role: 'owner' });
  };
  return {
    services,
    database,
    sandboxRoot,
    controlToken,
    advance: (ms) => {
      offsetMs += ms;
    },
    anonymous,
    signUp,
    async join(owner, role) {
      const ctx = await signUp(role);
      const workspaceId = workspaceIdOf(owner);
      await database.db.insert(members).values({ workspaceId, userId: userIdOf(ctx), role });
      return inWorkspace(ctx, { id: proveWorkspace(workspaceId), role });
    },
    async admin(role = 'admin') {
      const ctx = await signUp('admin');
      await database.db
        .update(users)
        .set({ platformRole: role })
        .where(eq(users.id, userIdOf(ctx)));
      return { ...ctx, actor: { ...actorOf(ctx), platformRole: role } };
    },
    async newToken(ctx) {
      const born = await services.sandbox?.createBot({ workspaceId: workspaceIdOf(ctx) });
      if (born === undefined) throw new Error('The sandbox is off.');
      return born.token;
    },
    async close() {
      await close();
      await databases.close();
      await sandbox.close();
      await database.close();
    },
  };
}

export function userIdOf(ctx: ServiceContext): string {
  return actorOf(ctx).userId;
}

export function workspaceIdOf(ctx: ServiceContext): string {
  if (ctx.workspace === undefined) throw new Error('The context has no workspace.');
  return ctx.workspace.id;
}

function actorOf(ctx: ServiceContext) {
  if (ctx.actor.kind !== 'user') throw new Error('Nobody is signed in.');
  return ctx.actor;
}

/** Argon2id would only slow these tests down; `auth` tests it. */
const fastHasher: PasswordHasher = {
  hash: async (password) => digest(password),
  verify: async (hash, password) => hash === digest(password),
  findWeakness: (password) => (password.length < 12 ? 'must have at least 12 characters' : null),
};

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
