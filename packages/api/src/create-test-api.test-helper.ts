import { createAuth } from '@dovecote/auth/create-auth';
import { createPasswordHasher } from '@dovecote/auth/password';
import {
  createTestServices,
  type TestServices,
  testPassword,
} from '@dovecote/services/create-test-services.test-helper';
import { createLiveHub } from '@dovecote/services/live/live-hub';
import type { ApiDeps } from './api-deps';
import { type CallQuotas, createCallBudgets } from './call-budget';
import { requestDescriber } from './describe-request';
import { createRestApp } from './rest/app';

export interface RestAnswer {
  status: number;
  headers: Headers;
  // The tests look into answers of every shape.
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects and fails on what is not there
  body: any;
}

export interface RestClient {
  userId: string;
  workspaceId: string;
  email: string;
  refreshToken: string;
  accessToken: string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<RestAnswer>;
}

export interface TestApi {
  kit: TestServices;
  deps: ApiDeps;
  app: ReturnType<typeof createRestApp>;
  call: RestClient['call'];
  /** A new person with a token. */
  register(name?: string): Promise<RestClient>;
  close(): Promise<void>;
}

export const authSecret = 'secret-of-the-api-tests-0123456789';

let people = 0;

/** The REST API with real passwords on a database and a sandbox of its own. */
export async function createTestApi(quotas?: CallQuotas): Promise<TestApi> {
  const kit = await createTestServices();
  const services = { ...kit.services, passwordHasher: createPasswordHasher() };
  const live = createLiveHub(kit.database.pool, services.logger);
  const deps: ApiDeps = {
    services,
    auth: createAuth(services, { authSecret, isSecure: false }),
    live,
    budgets: createCallBudgets(services.clock, quotas),
    describeRequest: requestDescriber('x-test-ip'),
  };
  const app = createRestApp(deps, { corsOrigins: ['https://app.example.com'], version: '1.0.0' });
  const callAs =
    (token: string | null): RestClient['call'] =>
    async (method, path, body, headers = {}) => {
      const res = await app.request(`/api/v1${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(token !== null && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await res.text();
      return { status: res.status, headers: res.headers, body: text === '' ? null : JSON.parse(text) };
    };
  return {
    kit,
    deps,
    app,
    call: callAs(null),
    async register(name = 'person') {
      people += 1;
      const email = `${name}${people}@example.com`;
      const { body } = await callAs(null)('POST', '/auth/register', { email, password: testPassword, name });
      return {
        userId: body.user.id,
        workspaceId: body.workspace.id,
        email,
        refreshToken: body.refreshToken,
        accessToken: body.accessToken,
        call: callAs(body.accessToken),
      };
    },
    async close() {
      live.close();
      await kit.close();
    },
  };
}
