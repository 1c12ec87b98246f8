import { cn } from './cn';

/** A thin bar filled to a share from 0 to 1; the figure itself stands beside it in words. */
export function ShareBar({ share, className }: { share: number; className?: string }) {
  return (
    <span aria-hidden="true" className={cn('h-1 overflow-hidden rounded-full bg-hover', className)}>
      <span className="block h-full rounded-full bg-accent" style={{ width: `${share * 100}%` }} />
    </span>
  );
}
