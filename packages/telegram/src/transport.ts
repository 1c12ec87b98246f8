import { HttpConnections } from './http-connections';

export interface TransportSettings {
  /** How long an ordinary call may take as a whole. */
  requestTimeoutMs?: number;
  /** How long opening a connection may take. */
  connectTimeoutMs?: number;
  /** What a long poll may take beyond its own `timeout`. */
  pollSlackMs?: number;
  /** Connections per Bot API server for calls; long polls are not counted. */
  connectionsMax?: number;
  /** The largest answer read from an ordinary call. */
  answerBytesMax?: number;
  /** The largest answer read from `getUpdates`. */
  updatesBytesMax?: number;
}

export interface Transport {
  readonly limits: Readonly<Required<TransportSettings>>;
  readonly connections: HttpConnections;
  /** Cuts what is under way and frees every connection. */
  close(): Promise<void>;
}

const defaults: Required<TransportSettings> = {
  requestTimeoutMs: 20_000,
  connectTimeoutMs: 5_000,
  pollSlackMs: 10_000,
  connectionsMax: 1_024,
  answerBytesMax: 1024 * 1024,
  updatesBytesMax: 20 * 1024 * 1024,
};

/** Connections to Bot API servers, shared by every bot of a process. The caller closes it. */
export function createTransport(settings: TransportSettings = {}): Transport {
  const limits = { ...defaults, ...settings };
  const connections = new HttpConnections(limits);
  return { limits, connections, close: async () => connections.close() };
}
