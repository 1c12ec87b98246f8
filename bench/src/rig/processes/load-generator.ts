import { Load, type LoadSpec } from '../load';
import { serveCommands } from '../serve-commands';

let running: Load | undefined;

serveCommands({
  load: (spec: LoadSpec) => {
    running = new Load(spec);
    return running.run();
  },
  stop: () => running?.stop(),
});
process.send?.({ type: 'ready', port: 0 });
