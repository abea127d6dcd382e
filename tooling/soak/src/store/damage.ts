import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Chance } from "../random.ts";

/** A way in which a file turns to garbage. */
export type Damage = {
  readonly name: string;
  /** Whether whoever opens it must notice; else it may be in a part that nobody reads. */
  readonly isPlain: boolean;
  readonly wreck: (file: string, chance: Chance) => void;
};

const PAGE = 4_096;

const noise = (bytes: number, chance: Chance): Buffer =>
  Buffer.from(Uint8Array.from({ length: bytes }, () => chance.upTo(256)));

/** What SQLite has not yet written into the file would otherwise stand in for what is damaged in it. */
function withoutLog(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, at);
  writeFileSync(file, content);
}

/** What happens to files, on a disk that fails or by somebody's hand. */
export const DAMAGES: readonly [Damage, ...Damage[]] = [
  {
    name: "all noise",
    isPlain: true,
    wreck(file, chance) {
      withoutLog(file);
      writeFileSync(file, noise(3 * PAGE, chance));
    },
  },
  {
    name: "a text",
    isPlain: true,
    wreck(file) {
      withoutLog(file);
      writeFileSync(file, "This was a history once.\n".repeat(400));
    },
  },
  {
    name: "no beginning",
    isPlain: true,
    wreck(file) {
      withoutLog(file);
      overwrite(file, 0, Buffer.alloc(100));
    },
  },
  {
    name: "noise but for its beginning",
    isPlain: true,
    wreck(file, chance) {
      withoutLog(file);
      const content = readFileSync(file);
      noise(content.length - PAGE, chance).copy(content, PAGE);
      writeFileSync(file, content);
    },
  },
  {
    name: "cut off",
    isPlain: false,
    wreck(file, chance) {
      withoutLog(file);
      const { length } = readFileSync(file);
      truncateSync(file, PAGE + chance.upTo(length - PAGE));
    },
  },
  {
    name: "one page of noise",
    isPlain: false,
    wreck(file, chance) {
      withoutLog(file);
      const pages = readFileSync(file).length / PAGE;
      overwrite(file, PAGE * chance.upTo(pages), noise(PAGE, chance));
    },
  },
  {
    name: "noise in the log beside it",
    isPlain: false,
    wreck(file, chance) {
      const log = `${file}-wal`;
      if (existsSync(log)) overwrite(log, chance.upTo(readFileSync(log).length - PAGE), noise(PAGE, chance));
    },
  },
];
