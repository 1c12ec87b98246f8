import { Skeleton } from './skeleton';

/** A list on its way: rows with a picture and two lines. */
export function SkeletonRows({ count = 4, label }: { count?: number; label: string }) {
  return (
    <div role="status" aria-busy="true" className="flex flex-col">
      <span className="sr-only">{label}</span>
      {Array.from({ length: count }, (_, index) => `row-${index}`).map((key) => (
        <div key={key} className="flex items-center gap-3 border-line border-b px-4 py-4 last:border-b-0 sm:px-5">
          <Skeleton className="h-9 w-8" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3.5 w-40 max-w-full" />
            <Skeleton className="h-3 w-24" />
          </div>
          <Skeleton className="h-5 w-16" />
        </div>
      ))}
    </div>
  );
}
