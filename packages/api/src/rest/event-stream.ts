import type { LiveEvent } from '@dovecote/services/live/watch-live-events';

/** The answer of a stream of server-sent events; ends the source when the reader leaves. */
export function eventStream(source: AsyncGenerator<LiveEvent | null>, aborter: AbortController): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(encoder.encode(': here\n\n'));
    },
    async pull(controller) {
      try {
        const { value, done } = await source.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value === null ? ': still here\n\n' : frame(value)));
      } catch {
        // Whoever reads comes back with the last id it got.
        controller.close();
      }
    },
    async cancel() {
      aborter.abort();
      await source.return(null);
    },
  });
  const headers = { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' };
  return new Response(body, { headers });
}

/** Of the HTML standard's "server-sent events": one line a field, an empty line at the end. */
function frame({ id, event, data, at }: LiveEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify({ ...data, at })}\n\n`;
}
