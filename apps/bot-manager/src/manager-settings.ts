import type { ComposeSettings } from '@dovecote/services/compose-services';
import type { BotManagerEnv } from './env';

/** What the verbs stand on in a process that hosts bots. */
export function managerSettings(env: BotManagerEnv): ComposeSettings {
  return {
    telegramApiRoot: 'https://api.telegram.org',
    sandboxApiRoot: null,
    sandboxControlToken: null,
    publicUrl: env.PUBLIC_URL ?? null,
    signup: 'closed',
    requireAdmin2fa: false,
    encryptionKeys: env.ENCRYPTION_KEYS,
    opensTelegramApiCredentials: true,
    smtpUrl: env.SMTP_URL ?? null,
    mailFrom: env.MAIL_FROM ?? null,
    allowsLoopbackTargets: env.LOOPBACK_TARGETS === 'on',
  };
}
