import { answerCall, type FakeApiSettings, FakeApiState } from '../fake-api-state';
import { serveCommands } from '../serve-commands';
import { serveRawHttp } from '../serve-raw-http';

/** A Bot API server that does as little as it can, so that it is not what is measured. */
const state = new FakeApiState();

serveCommands({
  configure: (settings: Partial<FakeApiSettings>) => state.configure(settings),
  reset: () => state.reset(),
  setWebhooks: (urls: Record<string, string>) => state.setWebhooks(urls),
  enqueue: (input: { botId: string; updates: string[] }[]) => state.enqueue(input),
  sends: () => state.sends(),
  progress: () => state.progress(),
  answers: (range: { first: number; count: number }) => state.answers(range),
});

process.send?.({ type: 'ready', port: await serveRawHttp((call) => answerCall(state, call)) });
