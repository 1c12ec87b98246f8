/** Every part of the repository, by its folder. */
export const parts = {
  web: 'apps/web',
  'bot-manager': 'apps/bot-manager',
  'sandbox-app': 'apps/sandbox',
  cli: 'apps/cli',
  services: 'packages/services',
  api: 'packages/api',
  auth: 'packages/auth',
  'bot-runtime': 'packages/bot-runtime',
  modules: 'packages/modules',
  telegram: 'packages/telegram',
  'safe-fetch': 'packages/safe-fetch',
  sandbox: 'packages/sandbox',
  db: 'packages/db',
  vault: 'packages/vault',
  queue: 'packages/queue',
  observability: 'packages/observability',
  errors: 'packages/errors',
  ui: 'packages/ui',
  'local-stack': 'packages/local-stack',
  testing: 'packages/testing',
  config: 'packages/config',
} as const;

export type Part = keyof typeof parts;

/** Which part may import which in product code. What is absent is forbidden. */
export const arrows: Record<Part, readonly Part[]> = {
  web: ['api', 'auth', 'ui', 'services', 'modules', 'errors', 'observability'],
  'bot-manager': [
    'services',
    'bot-runtime',
    'modules',
    'queue',
    'telegram',
    'safe-fetch',
    'vault',
    'db',
    'errors',
    'observability',
  ],
  cli: ['services', 'auth', 'vault', 'db', 'local-stack', 'errors', 'observability'],
  'sandbox-app': ['sandbox', 'db', 'errors', 'observability'],
  api: ['services', 'auth', 'errors'],
  auth: ['services', 'db', 'vault', 'errors'],
  services: ['db', 'queue', 'telegram', 'safe-fetch', 'vault', 'modules', 'errors', 'observability'],
  'bot-runtime': ['modules', 'telegram', 'db', 'queue', 'vault', 'errors', 'observability'],
  modules: ['db', 'errors'],
  sandbox: ['db', 'errors'],
  telegram: ['errors', 'observability'],
  // Beside telegram: addresses that customers steer share no connection with those an operator sets.
  'safe-fetch': ['errors'],
  queue: ['errors', 'observability'],
  db: ['vault', 'errors'],
  vault: ['errors'],
  observability: [],
  errors: [],
  ui: [],
  'local-stack': ['errors'],
  testing: ['db', 'local-stack', 'sandbox'],
  config: [],
};

/** Tests and helpers for tests may also use these. */
export const testArrows: readonly Part[] = ['testing', 'local-stack', 'sandbox', 'vault', 'db', 'observability'];

/** Hand-written files above this are refused. */
export const linesMax = 400;
