import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A file that fills a disk. */
export interface Ballast {
  readonly isFull: boolean;
  /** Fills the disk except for this many bytes. */
  fill(leftBytes?: number): void;
  free(): void;
}

const BLOCK = Buffer.alloc(4_096);

/** Does not fill the disk yet. */
export function ballastOn(disk: string): Ballast {
  const file = join(disk, "ballast");
  let isFull = false;
  return {
    get isFull() {
      return isFull;
    },
    fill(leftBytes = 0) {
      isFull = true;
      const opened = openSync(file, "a");
      try {
        while (writeSync(opened, BLOCK) === BLOCK.length);
      } catch {
        // the disk is full
      } finally {
        closeSync(opened);
      }
      truncateSync(file, Math.max(0, statSync(file).size - leftBytes));
    },
    free() {
      isFull = false;
      rmSync(file, { force: true });
    },
  };
}
