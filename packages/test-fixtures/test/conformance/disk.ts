import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { RecordedDisk, Version } from "../../src/index.ts";
import { runTime } from "../support/simulated-time.ts";
import { horses, type Horse } from "./pulls/recorded-layers.ts";
import { openStage, type Stage } from "./pulls/pull-testbed.ts";

/** What lay on the disk. */
export type Disk = {
  /** Paths with sizes. */
  readonly files: readonly string[];
  /** What the files of parts say, but for how far a part is: that hangs on the moment. */
  readonly parts: readonly string[];
  /** Whether of each part either nothing is there or all of it. */
  readonly isInWholeParts: boolean;
};

/** The recorded disks that a pull has to do with. */
export const disks = [
  "disk-after-delete",
  "disk-after-sigint",
  "disk-after-sigkill",
  "disk-after-sigterm",
  "disk-before-sigint",
  "disk-before-sigkill",
  "disk-before-sigterm",
  "disk-partial",
] as const;

/** What had been pulled before each of them. */
const PULLED: readonly Horse[] = ["stable/pony", "stable/shire", "stable/foal", "stable/shire:q"];

/** The biggest one is a hundredth as long, since all of it has to come once. */
const SHORTER = 100;
const BIG = "stable/clydesdale";
const BIGGEST = horses[BIG][0].digest.replace(":", "-");

/** A recorded disk, as it is compared. */
export function toDisk({ files, partialParts }: RecordedDisk): Disk {
  return {
    files: files.map(({ path, sizeBytes }) => describeFile(path, sizeBytes)).sort(),
    ...describeParts(Object.values(partialParts)),
  };
}

/** Pulls, stops, goes on and deletes, and looks at the disk whenever it was looked at then. */
export async function playDisks(
  version: Version,
  dataDir: string,
): Promise<Readonly<Record<(typeof disks)[number], Disk>>> {
  const stage = await openStage({ version, dataDir }, SHORTER);
  const { clock, pull, registry, run, simulator } = stage;
  const look = (): Disk => lookAt(dataDir, stage);
  const inMidPull = async (): Promise<{ leave(): void }> => {
    const client = pull(BIG);
    await run(1500);
    return client;
  };
  const stopped = async (signal: "SIGTERM" | "SIGKILL"): Promise<readonly [before: Disk, after: Disk]> => {
    await inMidPull();
    const before = look();
    await simulator.pause(signal);
    const after = look();
    await simulator.resume();
    return [before, after];
  };
  const finish = async (horse: Horse): Promise<void> => {
    const client = pull(horse);
    await runTime(clock, () => client.isOver);
  };
  try {
    for (const horse of PULLED) await finish(horse);
    registry.bytesPerSecond = 40_000;
    const [before, afterTerm] = await stopped("SIGTERM");
    const [, afterKill] = await stopped("SIGKILL");
    const client = await inMidPull();
    client.leave();
    await run(100);
    const partial = look();
    registry.bytesPerSecond = Number.POSITIVE_INFINITY;
    await finish(BIG);
    simulator.remove(`${registry.host}/${BIG}`);
    return {
      "disk-after-delete": look(),
      "disk-after-sigint": afterTerm,
      "disk-after-sigkill": afterKill,
      "disk-after-sigterm": afterTerm,
      "disk-before-sigint": before,
      "disk-before-sigkill": before,
      "disk-before-sigterm": before,
      "disk-partial": partial,
    };
  } finally {
    await stage.close();
  }
}

function lookAt(dataDir: string, { here }: Stage): Disk {
  const there = (text: string): string =>
    [...here].reduce((told, [recorded, own]) => told.replaceAll(own, recorded), text);
  const paths = ["blobs", "manifests"].flatMap((folder) =>
    readdirSync(join(dataDir, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(dataDir, join(parentPath, name))),
  );
  const parts = paths.filter((path) => /-partial-\d+$/.test(path));
  return {
    files: paths
      .map((path) => {
        const times = there(path).includes(BIGGEST) ? SHORTER : 1;
        return describeFile(there(path), statSync(join(dataDir, path)).size * times);
      })
      .sort(),
    ...describeParts(
      parts.map((path) =>
        readFileSync(join(dataDir, path), "utf8").replaceAll(
          /(Offset|Size|Completed)":(\d+)/g,
          toWholeLength,
        ),
      ),
    ),
  };
}

function toWholeLength(_: string, key: string, bytes: string): string {
  return `${key}":${Number(bytes) * SHORTER}`;
}

/** How long the file of a part is hangs on how far it is. */
function describeFile(path: string, sizeBytes: number): string {
  return /-partial-\d+$/.test(path) ? path : `${path} ${sizeBytes}`;
}

function describeParts(texts: readonly string[]): Pick<Disk, "parts" | "isInWholeParts"> {
  return {
    parts: texts.map((text) => text.replace(/"Completed":\d+/, '"Completed":…')).sort(),
    isInWholeParts: texts.every((text) => /"Size":(\d+),"Completed":(0|\1)\}/.test(text)),
  };
}
