import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { telegramApiPurposes } from '@dovecote/db/schema/bots';
import type { TenantDatabases } from '@dovecote/db/tenant-databases';
import type { Logger } from '@dovecote/observability/logger';
import { isGlobalAddress, isLoopbackAddress } from '@dovecote/safe-fetch/is-global-address';
import { createSafeFetch } from '@dovecote/safe-fetch/safe-fetch';
import { createTransport, type TransportSettings } from '@dovecote/telegram/transport';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';
import { createMailer } from './mails/mailer';
import type { PasswordHasher } from './people/password-hasher';
import { createSandboxClient } from './sandbox/sandbox-client';
import type { AppServices, ServiceSettings } from './service-context';

export interface ComposeSettings extends Omit<ServiceSettings, 'signupPlanId' | 'platformModel'> {
  signupPlanId?: string;
  platformModel?: string | null;
  /** `id:base64` pairs, comma-separated, first is current. */
  encryptionKeys: string;
  /** The bearer token of the sandbox's control API; needed with `sandboxApiRoot`. */
  sandboxControlToken: string | null;
  smtpUrl: string | null;
  mailFrom: string | null;
  transport?: TransportSettings;
  /** Only where bots are hosted; everybody else may seal Telegram API credentials, but not read them. */
  opensTelegramApiCredentials?: boolean;
  /** For tests: addresses that customers give may be plain http on this machine. */
  allowsLoopbackTargets?: boolean;
}

export interface ComposeParts {
  databases: TenantDatabases;
  logger: Logger;
  passwordHasher: PasswordHasher;
  clock?: () => Date;
}

export interface ComposedServices {
  services: AppServices;
  /** Frees the outgoing connections; the databases belong to the caller. */
  close(): Promise<void>;
}

/** Builds the app-wide part of every service context. Throws for keys it cannot read. */
export function composeServices(settings: ComposeSettings, parts: ComposeParts): ComposedServices {
  const { sandboxApiRoot, sandboxControlToken, smtpUrl, mailFrom } = settings;
  const telegram = createTransport(settings.transport);
  const outbound = createSafeFetch(settings.allowsLoopbackTargets ? loopbackToo : {});
  const keyRing = parseKeyRing(settings.encryptionKeys);
  const sandbox =
    sandboxApiRoot === null || sandboxControlToken === null
      ? null
      : createSandboxClient({ apiRoot: sandboxApiRoot, controlToken: sandboxControlToken });
  const services: AppServices = {
    db: parts.databases.persons,
    databases: parts.databases,
    logger: parts.logger,
    passwordHasher: parts.passwordHasher,
    clock: parts.clock ?? (() => new Date()),
    vault: createVault({
      keyRing,
      dataKeyStore: createDataKeyStore(parts.databases.keys),
      closedPurposes: settings.opensTelegramApiCredentials === true ? [] : telegramApiPurposes,
    }),
    telegram,
    outbound,
    sandbox,
    mailer: smtpUrl === null ? null : createMailer(smtpUrl, mailFrom ?? 'Dovecote <no-reply@localhost>'),
    settings: {
      telegramApiRoot: settings.telegramApiRoot.replace(/\/+$/, ''),
      sandboxApiRoot: sandboxApiRoot?.replace(/\/+$/, '') ?? null,
      publicUrl: settings.publicUrl?.replace(/\/+$/, '') ?? null,
      signup: settings.signup,
      requireAdmin2fa: settings.requireAdmin2fa,
      signupPlanId: settings.signupPlanId ?? 'self_hosted',
      platformModel: settings.platformModel ?? null,
    },
  };
  return {
    services,
    async close() {
      await Promise.all([telegram.close(), outbound.close()]);
    },
  };
}

const loopbackToo = {
  allows: (address: string) => isGlobalAddress(address) || isLoopbackAddress(address),
  allowsHttp: true,
};
