import { AppError } from '@dovecote/errors/app-error';
import type { ServiceContext } from '../service-context';
import type { SandboxClient } from './sandbox-client';

/** @throws AppError `UNAVAILABLE` on an installation without the sandbox. */
export function getSandbox(ctx: Pick<ServiceContext, 'sandbox'>): SandboxClient {
  if (ctx.sandbox === null) throw new AppError('UNAVAILABLE', 'The sandbox is switched off on this installation.');
  return ctx.sandbox;
}
