import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, testPassword } from '../create-test-services.test-helper';
import { spendSignUp } from '../security/limit-sign-in';
import { registerUser } from './register-user';

const budget = 1_000;
const windowMs = 10 * 60_000;

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const from = (ip: string) => ({ ...kit.anonymous(), request: { ip, userAgent: 'vitest', requestId: 'req_test' } });
const signUp = async (ip: string, name: string) =>
  await registerUser(from(ip), { email: `${name}@example.com`, password: testPassword });

test('a network has its share of sign-ups, whichever of its machines ask; another network is not held up', async () => {
  for (let spent = 1; spent < budget; spent += 1) await spendSignUp(from(`198.51.100.${spent % 250}`));
  await signUp('198.51.100.7', 'last');
  await expect(signUp('198.51.100.8', 'late')).rejects.toMatchObject({ code: 'RATE_LIMITED' });
  await signUp('203.0.113.8', 'elsewhere');
  kit.advance(windowMs);
  await signUp('198.51.100.8', 'late');
});
