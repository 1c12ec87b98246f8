import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricDescription {
  name: string;
  help: string;
  labels?: readonly string[];
}

export interface HistogramDescription extends MetricDescription {
  /** Upper bounds in the unit the name ends with. */
  buckets: number[];
}

export interface Metrics {
  counter(description: MetricDescription): Counter<string>;
  gauge(description: MetricDescription): Gauge<string>;
  histogram(description: HistogramDescription): Histogram<string>;
  /** The page for Prometheus. */
  render(): Promise<{ contentType: string; body: string }>;
}

export interface MetricsSettings {
  /** The process, as the label `app` of every series. */
  app: string;
  withProcessMetrics?: boolean;
}

/** Labels that would name a person, hold a secret, or grow without bound. */
const refusedLabels = /token|secret|password|email|phone|chat|contact|user|text|update_?id|bot_?id|workspace_?id/i;

/** One registry a process. It throws for a label that could hold a tenant's secret or grow without bound. */
export function createMetrics({ app, withProcessMetrics = true }: MetricsSettings): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ app });
  if (withProcessMetrics) collectDefaultMetrics({ register: registry });
  const configure = ({ name, help, labels = [] }: MetricDescription) => {
    const refused = labels.find((label) => refusedLabels.test(label));
    if (refused !== undefined) throw new Error(`Metric ${name} may not carry the label ${refused}.`);
    return { name, help, labelNames: [...labels], registers: [registry] };
  };
  return {
    counter: (description) => new Counter(configure(description)),
    gauge: (description) => new Gauge(configure(description)),
    histogram: (description) => new Histogram({ ...configure(description), buckets: description.buckets }),
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}
