import { findFreePort, isPortFree } from './find-free-port';
import { StartRefusal } from './start-refusal';

const defaults = { PORT: 3000, BOT_MANAGER_PORT: 3001, SANDBOX_PORT: 3002 } as const;

export type PortName = keyof typeof defaults;
export type Ports = Record<PortName, number>;

export interface PortChoice {
  ports: Ports;
  /** What to tell a person about defaults that had to move. */
  notices: string[];
}

/**
 * A default that is taken moves to the next free port.
 * Throws a StartRefusal for a port that was asked for and is taken, or asked for twice.
 */
export async function readPorts(env: Record<string, string | undefined>): Promise<PortChoice> {
  const ports: Ports = { ...defaults };
  const notices: string[] = [];
  const host = env.HOST || undefined;
  const names = Object.keys(defaults) as PortName[];
  const takenBy = new Map<number, PortName>();
  for (const name of names) {
    const asked = env[name];
    if (!asked) continue;
    ports[name] = await readAsked(name, asked, host);
    const other = takenBy.get(ports[name]);
    if (other !== undefined)
      throw new StartRefusal(`${other} and ${name} are both ${asked}. Give each a port of its own.`);
    takenBy.set(ports[name], name);
  }
  for (const name of names.filter((one) => !env[one])) {
    let port: number = defaults[name];
    while (takenBy.has(port) || !(await isPortFree(port, host))) port = await findFreePort(port + 1, host);
    ports[name] = port;
    if (port !== defaults[name]) notices.push(`${name} ${defaults[name]} is taken; using ${port}.`);
    takenBy.set(port, name);
  }
  return { ports, notices };
}

async function readAsked(name: PortName, asked: string, host: string | undefined): Promise<number> {
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StartRefusal(`${name} must be a port number, not "${asked}".`);
  if (!(await isPortFree(port, host)))
    throw new StartRefusal(`${name} ${port} is taken. Stop what listens there, or choose another.`);
  return port;
}
