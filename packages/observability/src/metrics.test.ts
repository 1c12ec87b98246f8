import { expect, test } from 'vitest';
import { createMetrics } from './metrics';

test('renders what was counted', async () => {
  const metrics = createMetrics({ app: 'test', withProcessMetrics: false });
  metrics.counter({ name: 'dovecote_calls_total', help: 'Calls.', labels: ['outcome'] }).inc({ outcome: 'ok' });
  expect((await metrics.render()).body).toContain('dovecote_calls_total{outcome="ok",app="test"} 1');
});

test('refuses a label that could hold a secret', () => {
  const metrics = createMetrics({ app: 'test', withProcessMetrics: false });
  expect(() => metrics.gauge({ name: 'x', help: 'x', labels: ['token'] })).toThrow(/token/);
});
