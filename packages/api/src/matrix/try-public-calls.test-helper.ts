import type { TestApi } from '../create-test-api.test-helper';
import type { World } from './build-world.test-helper';
import { callOperation, type Outcome, type Persona } from './call-operation.test-helper';
import { type AnyOperation, listOperations } from './list-operations.test-helper';
import { checkMarks, type MatrixResult } from './matrix-result.test-helper';

/** It tells a taken address where no mails are sent; where they are, a test of its own holds. */
const takesAddresses = /^(POST \/auth\/register|auth\.register)$/;
const password = 'no-password-of-anybody-here';
let calls = 0;

/** What everybody may call says the same about a person who is there, is suspended or was deleted, and about nobody. */
export async function tryPublicCalls(api: TestApi, world: World, result: MatrixResult): Promise<void> {
  const operations = listOperations(api.deps).filter(({ policy }) => policy === 'public');
  result.operations += operations.length;
  const own = Object.values(world.targets[0]?.members ?? {});
  const everybody = [...world.foreign, world.platformAdmin, ...world.targets.flatMap(({ shutOut }) => shutOut), ...own];
  for (const operation of operations) {
    // At once, because some take a while on purpose.
    await Promise.all(everybody.map((persona) => tryAs(api, world, operation, persona, own.includes(persona), result)));
  }
}

async function tryAs(
  api: TestApi,
  world: World,
  operation: AnyOperation,
  persona: Persona,
  isOwn: boolean,
  result: MatrixResult,
): Promise<void> {
  const isRegistering = takesAddresses.test(operation.name);
  const where = `${operation.name} as ${persona.name}`;
  const call = async (email: string): Promise<Outcome> => {
    calls += 1;
    result.tries += 1;
    // A network of its own each time: what a network used up is not told of the person.
    const ip = `10.${calls >> 8}.${calls & 255}.1`;
    return await callOperation(api, operation, persona, world.absent, { values: { email, password }, ip });
  };
  const absent = await call(`nobody${calls}@example.com`);
  for (const { fate, email } of world.targets) {
    // The address of somebody deleted is free again.
    if (isRegistering && !/active|suspended/.test(fate)) continue;
    const there = await call(email);
    if (there.text !== absent.text && !isRegistering) {
      result.faults.push(`${where} tells that the ${fate} owner is there: ${there.code}, else ${absent.code}.`);
    }
    if (!isOwn) checkMarks(world, where, there, result);
  }
}
