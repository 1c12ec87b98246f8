import { register } from 'tsx/esm/api';

/** For a supervisor that runs built files. */
register();
await import('./spoilt-manager.test-helper.ts');
