export type { AppRouter } from '@dovecote/api/router/app-router';
