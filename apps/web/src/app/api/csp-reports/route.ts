import { readCspReports } from '@/server/read-csp-reports';
import { serverContext } from '@/server-context';

export const dynamic = 'force-dynamic';

const bodyBytesMax = 16 * 1024;
const perMinuteMax = 30;
let minute = 0;
let logged = 0;

/** Notes what a browser refused to run on one of our pages; anybody may send, so little is read and less is kept. */
export async function POST(request: Request): Promise<Response> {
  const now = Math.floor(Date.now() / 60_000);
  if (now !== minute) {
    minute = now;
    logged = 0;
  }
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (!(length <= bodyBytesMax)) return new Response(null, { status: 413 });
  for (const report of readCspReports(await request.text())) {
    logged += 1;
    if (logged > perMinuteMax) break;
    serverContext().logger.warn({ report }, 'a browser refused something on our pages');
  }
  return new Response(null, { status: 204 });
}
