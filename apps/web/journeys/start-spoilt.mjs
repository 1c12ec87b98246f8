import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from '../../../scripts/lib/ensure-built.mjs';
import { root } from '../../../scripts/lib/root.mjs';

/** The product as it is built, but for its bot-manager: that one throws at a word. */
process.chdir(root);
const build = await ensureBuilt();
const { runStack } = await import(pathToFileURL(build.stack).href);
await runStack({
  root,
  build: { ...build, botManager: path.join(root, 'apps/bot-manager/src/spoilt-manager.test-helper.mjs') },
  managers: 1,
});
