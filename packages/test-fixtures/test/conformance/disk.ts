import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join, relative } from "node:path";
import { releaseOf, type RecordedDisk, type Version } from "../../src/index.ts";
import { runTime } from "../support/simulated-time.ts";
import { recordedLayers, type RecordedName } from "./pulls/recorded-layers.ts";
import { openPullTestbed, type PullTestbed } from "./pulls/pull-testbed.ts";

/** The files on the disk, in the form in which they are compared. */
export type Disk = {
  readonly files: readonly string[];
  /** The content of the files of parts, without their progress, which depends on the timing. */
  readonly parts: readonly string[];
  /** Whether each part is either empty or complete. */
  readonly isInWholeParts: boolean;
};

/** The recorded disks that pulls have changed. */
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

/** The models that were pulled before. */
const PULLED: readonly RecordedName[] = ["stable/pony", "stable/shire", "stable/foal", "stable/shire:q"];

/** The size of the largest model is divided by this factor, since it is downloaded completely. */
const SHORTER = 100;
const BIG = "stable/clydesdale";
const BIGGEST = recordedLayers[BIG][0].digest.replace(":", "-");

export function toDisk({ files, partialParts }: RecordedDisk): Disk {
  return {
    files: files
      .filter(({ path }) => !path.endsWith("/"))
      .map(({ path, sizeBytes, linkTo }) => describeFile(path, sizeBytes, linkTo))
      .sort(),
    ...describeParts(Object.values(partialParts)),
  };
}

/** Pulls, stops, resumes and deletes as in the recordings, and reads the disk at the same moments. */
export async function replayDisks(
  version: Version,
  dataDir: string,
): Promise<Readonly<Record<(typeof disks)[number], Disk>>> {
  const testbed = await openPullTestbed({ version: releaseOf(version), dataDir }, SHORTER);
  const { clock, pull, registry, run, simulator } = testbed;
  const look = (): Disk => lookAt(dataDir, testbed);
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
  const finish = async (name: RecordedName): Promise<void> => {
    const client = pull(name);
    await runTime(clock, () => client.isOver);
  };
  try {
    for (const name of PULLED) await finish(name);
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
    await testbed.close();
  }
}

function lookAt(dataDir: string, { replacements }: PullTestbed): Disk {
  const toRecorded = (text: string): string =>
    [...replacements].reduce((translated, [recorded, own]) => translated.replaceAll(own, recorded), text);
  const paths = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(dataDir, join(parentPath, name)))
    .filter((path) => path.includes("/"));
  const parts = paths.filter((path) => /-partial-\d+$/.test(path));
  return {
    files: paths
      .map((path) => {
        const times = toRecorded(path).includes(BIGGEST) ? SHORTER : 1;
        const file = join(dataDir, path);
        const stat = lstatSync(file);
        const linkTo = stat.isSymbolicLink() ? toRecorded(readlinkSync(file)) : undefined;
        return describeFile(toRecorded(path), stat.size * times, linkTo);
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

/** Omits the size of a part's file, which depends on its progress. */
function describeFile(path: string, sizeBytes: number, linkTo: string | undefined): string {
  if (linkTo !== undefined) return `${path} → ${linkTo}`;
  return /-partial-\d+$/.test(path) ? path : `${path} ${sizeBytes}`;
}

function describeParts(texts: readonly string[]): Pick<Disk, "parts" | "isInWholeParts"> {
  return {
    parts: texts.map((text) => text.replace(/"Completed":\d+/, '"Completed":…')).sort(),
    isInWholeParts: texts.every((text) => /"Size":(\d+),"Completed":(0|\1)\}/.test(text)),
  };
}
