import type { KnownInstall, OrphanedRunners } from "../orphans/orphaned-runners.port.ts";
import type { Orphan } from "../orphans/orphans.ts";

/** Runners that a test leaves behind. */
export class FakeOrphans implements OrphanedRunners {
  left: readonly Orphan[] = [];
  /** How often they were searched for. */
  looks = 0;
  /** What was known at the last search. */
  known: KnownInstall | undefined;

  find(known: KnownInstall): Promise<readonly Orphan[]> {
    this.looks += 1;
    this.known = known;
    return Promise.resolve(this.left);
  }

  end(orphans: readonly Orphan[]): Promise<void> {
    const pids = new Set(orphans.map(({ process }) => process.pid));
    this.left = this.left.filter(({ process }) => !pids.has(process.pid));
    return Promise.resolve();
  }
}
