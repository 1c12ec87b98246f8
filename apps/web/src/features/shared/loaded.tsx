'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { FailureView } from './failure-view';

const slowAfterMs = 10_000;

interface Loadable<Data> {
  data: Data | undefined;
  error: unknown;
  isError: boolean;
  refetch: () => unknown;
}

interface LoadedProps<Data> {
  query: Loadable<Data>;
  skeleton: ReactNode;
  /** Its failure stands for the whole page. */
  isPage?: boolean;
  children: (data: Data) => ReactNode;
}

/** Draws what a query brings: its shape while waiting, the failure, or the data; old data outlives a failure. */
export function Loaded<Data>({ query, skeleton, isPage, children }: LoadedProps<Data>) {
  const t = useTranslations('common');
  const refetch = () => {
    query.refetch();
  };
  if (query.data === undefined) {
    if (query.isError) return <FailureView error={query.error} onRetry={refetch} isPage={isPage} />;
    return <Waiting onRetry={refetch}>{skeleton}</Waiting>;
  }
  if (!query.isError) return <>{children(query.data)}</>;
  return (
    <div className="flex flex-col gap-4">
      <Banner
        tone="warn"
        isLive
        title={t('stale')}
        actions={
          <Button size="small" onClick={refetch}>
            {t('failure.retry')}
          </Button>
        }
      />
      <div className="opacity-60">{children(query.data)}</div>
    </div>
  );
}

function Waiting({ onRetry, children }: { onRetry: () => void; children: ReactNode }) {
  const t = useTranslations('common');
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), slowAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      {isSlow ? (
        <Banner
          tone="info"
          isLive
          title={t('slow')}
          actions={<Button onClick={onRetry}>{t('failure.retry')}</Button>}
        />
      ) : null}
      {children}
    </>
  );
}
