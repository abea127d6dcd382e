/** What Ollama leaves to chance, from 0 (never) to 1 (always); it may be changed at any time. */
export type Chances = {
  /**
   * A cancelled download is not gone at once: who asks for the layer in that moment gets `context canceled`.
   * A real Ollama did so in 12 of 100 quick retries. 0 unless told.
   */
  cancelLingers: number;
  /**
   * A part that is on its way when the service is stopped by SIGTERM is left on the disk as it was before. Of 12
   * stops recorded of 0.24 and 0.33, 4 did so to at least one part. 1 unless told, since that is what has to be borne.
   */
  stopForgets: number;
};

/** How long a lingering download is still there. */
export const LINGER_MS = 150;
