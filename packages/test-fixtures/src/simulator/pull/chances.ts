/** Probabilities of what is random in Ollama, from 0 (never) to 1 (always). May be changed at any time. */
export type Chances = {
  /**
   * A cancelled download lingers for a moment. A pull that needs its layer then fails with `context canceled`. A real
   * Ollama did so in 12 of 100 quick retries. Default: 0.
   */
  cancelLingers: number;
  /**
   * SIGTERM loses what an unfinished part has received. 4 of the 12 recorded stops of 0.24 and 0.33 did so with at least
   * one part. Default: 1, the worst case.
   */
  stopForgets: number;
  /**
   * A stop in mid-pull (SIGTERM) leaves the note of a part empty. Every later pull of that layer then fails with `EOF`. A
   * real Ollama did so in 10 of 80 stops. Default: 0.
   */
  stopEmptiesNote: number;
  /** The process is killed while it writes the progress of a part, and leaves an empty note. Default: 0. */
  noteKills: number;
};

export const DEFAULT_CHANCES: Chances = {
  cancelLingers: 0,
  stopForgets: 1,
  stopEmptiesNote: 0,
  noteKills: 0,
};

export const LINGER_MS = 150;
