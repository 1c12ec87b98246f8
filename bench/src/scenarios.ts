import type { Scenario } from './scenario';
import { b1Webhook } from './scenarios/b1-webhook';
import { b2InlineReply } from './scenarios/b2-inline-reply';
import { b3Durable } from './scenarios/b3-durable';
import { b4Flush } from './scenarios/b4-flush';
import { b5Density } from './scenarios/b5-density';
import { b6QuietNeighbour } from './scenarios/b6-quiet-neighbour';
import { b7Polling } from './scenarios/b7-polling';
import { b8ColdStart } from './scenarios/b8-cold-start';
import { b9Broadcast } from './scenarios/b9-broadcast';
import { b10Crash } from './scenarios/b10-crash';
import { b11QueueCost } from './scenarios/b11-queue-cost';
import { b12Dashboard } from './scenarios/b12-dashboard';

/** Every scenario of the design, in the order of its table. */
export const scenarios: readonly Scenario[] = [
  b1Webhook,
  b2InlineReply,
  b3Durable,
  b4Flush,
  b5Density,
  b6QuietNeighbour,
  b7Polling,
  b8ColdStart,
  b9Broadcast,
  b10Crash,
  b11QueueCost,
  b12Dashboard,
];
