import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from './app-router';

/** What each procedure answers. */
export type Outputs = inferRouterOutputs<AppRouter>;

/** What each procedure takes. */
export type Inputs = inferRouterInputs<AppRouter>;
