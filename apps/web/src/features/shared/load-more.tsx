'use client';

import { Button } from '@dovecote/ui/button';
import { useTranslations } from 'next-intl';

interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The next page of a list, if there is one. */
export function LoadMore({ query }: LoadMoreProps) {
  const common = useTranslations('common');
  if (!query.hasNextPage) return null;
  return (
    <div className="flex justify-center border-line border-t p-3">
      <Button isLoading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {common('more')}
      </Button>
    </div>
  );
}
