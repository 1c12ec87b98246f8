import { serveCommands } from '../serve-commands';
import type { VisitSpec } from '../visit';
import { runVisits } from '../visits';

serveCommands({ visit: (spec: VisitSpec) => runVisits(spec) });
process.send?.({ type: 'ready', port: 0 });
