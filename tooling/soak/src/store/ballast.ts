import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A file that takes all the room there is on a disk, or none. */
export interface Ballast {
  readonly isFull: boolean;
  /** Takes all the room but for so many bytes. */
  fill(leftBytes?: number): void;
  free(): void;
}

const BLOCK = Buffer.alloc(4_096);

/** The disk has room still. */
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
        // no block goes in any more
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
