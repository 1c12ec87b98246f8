'use client';

import { FailureView } from '@/features/shared/failure-view';

interface ErrorPageProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const failure = { message: '', data: { code: 'INTERNAL', httpStatus: 500, requestId: error.digest } };
  return (
    <main>
      <FailureView error={failure} onRetry={reset} isPage />
    </main>
  );
}
