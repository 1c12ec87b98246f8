import { QueryClient } from '@tanstack/react-query';
import { readFailure } from './read-failure';

const staleMs = 20_000;
const triesMax = 2;

/** The cache of what the server said. What a person caused (4xx) is never tried again by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: staleMs,
        retry: (count, error) => count < triesMax && readFailure(error).side !== 'person',
      },
    },
  });
}
