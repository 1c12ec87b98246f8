import type { RuntimeModule } from './module-handlers';

/** A module of one bot: its validated settings and the keys of what it seals. */
export interface EnabledModule {
  module: RuntimeModule;
  settings: Record<string, unknown>;
  sealer: {
    seal(text: string, place: { row: string; column: string }): string;
    open(
      sealed: string,
      place: { row: string; column: string },
    ): { use<Result>(read: (text: string) => Result): Result };
  };
}
