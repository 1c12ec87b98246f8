import type { FaultKind } from './fault-rules';

export interface LoggedCall {
  sequence: number;
  method: string;
  parameters: Record<string, string>;
  atMs: number;
  /** Whether the call took effect, whatever its caller was told. */
  isExecuted: boolean;
  errorCode?: number;
  fault?: FaultKind;
}

const callsMax = 2_000;
const parameterLengthMax = 4_200;

/** What arrived from a bot, oldest dropped first: the record that faults are judged by. */
export class CallLog {
  private calls: LoggedCall[] = [];
  private sequence = 0;

  add(method: string, parameters: Record<string, string>, atMs: number): LoggedCall {
    this.sequence += 1;
    const cut = Object.entries(parameters).map(([name, value]) => [name, value.slice(0, parameterLengthMax)]);
    const call: LoggedCall = {
      sequence: this.sequence,
      method,
      parameters: Object.fromEntries(cut),
      atMs,
      isExecuted: false,
    };
    this.calls.push(call);
    if (this.calls.length > callsMax * 1.5) this.calls = this.calls.slice(-callsMax);
    return call;
  }

  list(afterSequence: number): LoggedCall[] {
    return this.calls.slice(-callsMax).filter((call) => call.sequence > afterSequence);
  }
}
