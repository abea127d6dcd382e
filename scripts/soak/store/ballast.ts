import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/** A file that takes all the room there is on a disk, or none. */
export interface Ballast {
  readonly isFull: boolean;
  fill(): void;
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
    fill() {
      isFull = true;
      const opened = openSync(file, "a");
      try {
        while (writeSync(opened, BLOCK) === BLOCK.length);
      } catch {
        // no block goes in any more
      } finally {
        closeSync(opened);
      }
    },
    free() {
      isFull = false;
      rmSync(file, { force: true });
    },
  };
}
