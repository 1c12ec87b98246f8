import type { ReactNode } from 'react';

interface StatProps {
  label: ReactNode;
  value: ReactNode;
  note?: ReactNode;
}

/** One figure with its name; place several in a dl. */
export function Stat({ label, value, note }: StatProps) {
  return (
    <div className="flex flex-col gap-0.5">
      <dt className="text-ink-muted text-xs">{label}</dt>
      <dd className="font-semibold text-xl tabular-nums tracking-tight">{value}</dd>
      {note === undefined ? null : <dd className="text-ink-faint text-xs">{note}</dd>}
    </div>
  );
}
