import type { Auth } from '@dovecote/auth/create-auth';
import type { LiveHub } from '@dovecote/services/live/live-hub';
import type { AppServices, RequestInfo } from '@dovecote/services/service-context';
import type { CallBudgets } from './call-budget';

/** What both transports stand on. */
export interface ApiDeps {
  services: AppServices;
  auth: Auth;
  live: LiveHub;
  budgets: CallBudgets;
  /** Where a request comes from, as this deployment knows it; each request gets a fresh id. */
  describeRequest(headers: Headers): RequestInfo;
}
