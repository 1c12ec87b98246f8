import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Names with their values, a line each. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="-my-1.5 flex flex-col">
      {facts.map((fact) => (
        <div key={fact.label} className="flex min-h-9 items-center justify-between gap-4 py-1 text-sm">
          <dt className="shrink-0 text-ink-muted">{fact.label}</dt>
          <dd className="min-w-0 text-end">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
