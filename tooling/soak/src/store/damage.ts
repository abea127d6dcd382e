import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Random } from "../random.ts";

/** A way to damage a database file. */
export type Damage = {
  readonly name: string;
  /** Whether opening the file must detect the damage; otherwise it may be in a part that is not read. */
  readonly isAlwaysDetected: boolean;
  readonly apply: (file: string, random: Random) => void;
};

const PAGE = 4_096;

const noise = (bytes: number, random: Random): Buffer =>
  Buffer.from(Uint8Array.from({ length: bytes }, () => random.upTo(256)));

/** Moves the write-ahead log into the file. Otherwise SQLite could read pages from the log instead of damaged ones. */
function checkpoint(file: string): void {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, at);
  writeFileSync(file, content);
}

/** Kinds of damage, as a failing disk or a person may cause them. */
export const DAMAGES: readonly [Damage, ...Damage[]] = [
  {
    name: "all noise",
    isAlwaysDetected: true,
    apply(file, random) {
      checkpoint(file);
      writeFileSync(file, noise(3 * PAGE, random));
    },
  },
  {
    name: "a text",
    isAlwaysDetected: true,
    apply(file) {
      checkpoint(file);
      writeFileSync(file, "This was a history once.\n".repeat(400));
    },
  },
  {
    name: "no beginning",
    isAlwaysDetected: true,
    apply(file) {
      checkpoint(file);
      overwrite(file, 0, Buffer.alloc(100));
    },
  },
  {
    name: "noise but for its beginning",
    isAlwaysDetected: true,
    apply(file, random) {
      checkpoint(file);
      const content = readFileSync(file);
      noise(content.length - PAGE, random).copy(content, PAGE);
      writeFileSync(file, content);
    },
  },
  {
    name: "cut off",
    isAlwaysDetected: false,
    apply(file, random) {
      checkpoint(file);
      const { length } = readFileSync(file);
      truncateSync(file, PAGE + random.upTo(length - PAGE));
    },
  },
  {
    name: "one page of noise",
    isAlwaysDetected: false,
    apply(file, random) {
      checkpoint(file);
      const pages = readFileSync(file).length / PAGE;
      overwrite(file, PAGE * random.upTo(pages), noise(PAGE, random));
    },
  },
  {
    name: "noise in the log beside it",
    isAlwaysDetected: false,
    apply(file, random) {
      const log = `${file}-wal`;
      if (existsSync(log)) overwrite(log, random.upTo(readFileSync(log).length - PAGE), noise(PAGE, random));
    },
  },
];
