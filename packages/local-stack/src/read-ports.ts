import { findFreePort, isPortFree } from './find-free-port';

const defaults = { PORT: 3000, BOT_MANAGER_PORT: 3001, SANDBOX_PORT: 3002 } as const;

export type PortName = keyof typeof defaults;
export type Ports = Record<PortName, number>;

export interface PortChoice {
  ports: Ports;
  /** What to tell a person about defaults that had to move. */
  notices: string[];
}

/** A default that is taken moves to the next free port; one that was asked for and is taken is an error. */
export async function readPorts(env: Record<string, string | undefined>): Promise<PortChoice> {
  const ports: Ports = { ...defaults };
  const notices: string[] = [];
  const taken = new Set<number>();
  for (const name of Object.keys(defaults) as PortName[]) {
    const asked = env[name];
    if (asked) {
      ports[name] = await readAsked(name, asked);
    } else {
      let port: number = defaults[name];
      while (taken.has(port) || !(await isPortFree(port))) port = await findFreePort(port + 1);
      ports[name] = port;
      if (port !== defaults[name]) notices.push(`${name} ${defaults[name]} is taken; using ${port}.`);
    }
    taken.add(ports[name]);
  }
  return { ports, notices };
}

async function readAsked(name: PortName, asked: string): Promise<number> {
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`${name} must be a port number, not "${asked}".`);
  if (!(await isPortFree(port)))
    throw new Error(`${name} ${port} is taken. Stop what listens there, or choose another.`);
  return port;
}
