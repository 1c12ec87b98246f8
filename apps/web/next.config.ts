import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const withNextIntl = createNextIntlPlugin('./src/i18n/request.ts');

const config: NextConfig = {
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  compress: true,
  // A page's title comes with its content instead of behind it; there is nothing to wait for.
  htmlLimitedBots: /.*/,
  // Types are checked by `tsc` of TypeScript 7, which has no compiler API for Next to call.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', 'bullmq', '@node-rs/argon2', 'pino', 'prom-client', 'ioredis'],
  transpilePackages: [
    '@dovecote/api',
    '@dovecote/auth',
    '@dovecote/db',
    '@dovecote/errors',
    '@dovecote/modules',
    '@dovecote/observability',
    '@dovecote/queue',
    '@dovecote/safe-fetch',
    '@dovecote/services',
    '@dovecote/telegram',
    '@dovecote/ui',
    '@dovecote/vault',
  ],
};

export default withNextIntl(config);
