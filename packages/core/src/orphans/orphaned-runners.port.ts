import type { Orphan } from "./orphans.ts";

/** What is known of the Ollamas of this machine: processes of other programs are told apart by it. */
export type KnownInstall = {
  /** The executables that have run the service. */
  readonly executables: readonly string[];
  /** The folders of models. */
  readonly folders: readonly string[];
};

/** The runners that an Ollama of this machine has left behind. Never rejects. */
export interface OrphanedRunners {
  find(known: KnownInstall): Promise<readonly Orphan[]>;
  /** Ends those of them that are still the same processes, gracefully at first. */
  end(orphans: readonly Orphan[], known: KnownInstall): Promise<void>;
}
