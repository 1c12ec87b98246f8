import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { StartRefusal } from './start-refusal';

/** The unprivileged user a root process starts Postgres as: the server refuses to run as root. */
export interface RunAs {
  uid: number;
  gid: number;
}

export function findRunAs(): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === 'nobody') return { uid: Number(uid), gid: Number(gid) };
  }
  throw new StartRefusal(
    'Started as root, and there is no user `nobody` to run Postgres as. Start Dovecote as another user.',
  );
}

/** Whether the user may pass through every folder on the way to the path. */
export function canTraverse(target: string, runAs: RunAs): boolean {
  for (let folder = path.resolve(target); ; folder = path.dirname(folder)) {
    try {
      const stat = statSync(folder);
      const bit = stat.uid === runAs.uid ? 0o100 : stat.gid === runAs.gid ? 0o010 : 0o001;
      if (stat.isDirectory() && (stat.mode & bit) === 0) return false;
    } catch {
      // A folder that does not exist yet is made traversable by us.
    }
    if (folder === path.dirname(folder)) return true;
  }
}
