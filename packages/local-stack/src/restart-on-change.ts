import { watch } from 'node:fs';
import path from 'node:path';

const settleMs = 300;

interface Restartable {
  restart(): void;
}

/** Starts the processes anew when a source below one of their folders changes; a burst of changes counts once. */
export function restartOnChange(folders: readonly string[], processes: readonly Restartable[]): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of folders) {
    watch(folder, { recursive: true }, (_event, file) => {
      if (file === null || !isSource(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        for (const one of processes) one.restart();
      }, settleMs);
    }).unref();
  }
}

function isSource(file: string): boolean {
  return /\.(ts|json)$/.test(file) && !/\.test\.ts$/.test(file) && !file.split(path.sep).includes('node_modules');
}
