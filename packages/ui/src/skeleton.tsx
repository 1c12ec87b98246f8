import { cn } from './cn';

/** A grey shape in the place of what is coming; invisible for the first 150 ms. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={cn('block animate-reveal', className)}>
      <span className="block size-full animate-sheen rounded-md bg-hover" />
    </span>
  );
}
