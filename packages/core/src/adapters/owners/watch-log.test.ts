import { appendFile, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { until } from "../../testing/contracts/index.ts";
import { watchLog } from "./watch-log.ts";

let folder: string;
let lines: string[];
let stop: () => void;
const file = (): string => join(folder, "serve.log");

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "paddock-"));
});
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true, force: true });
});

/** Watches the log, and waits until lines that are added to it are seen. */
async function watch(): Promise<void> {
  lines = [];
  let isSeen = false;
  const watching = watchLog(file()).subscribe((line) => {
    if (line === EARLY) isSeen = true;
    else lines.push(line);
  });
  stop = () => watching.unsubscribe();
  await until(async () => {
    await appendFile(file(), `${EARLY}\n`);
    return isSeen;
  }, "the log is watched");
}
const EARLY = "early";
const untilLines = (...expected: string[]): Promise<void> =>
  until(() => JSON.stringify(lines) === JSON.stringify(expected), `the lines are ${expected.join(", ")}`);

it("emits only what is written from now on, in whole lines", async () => {
  await writeFile(file(), "before\n");
  await watch();
  await appendFile(file(), "one\ntw");
  await untilLines("one");
  await appendFile(file(), "o\nthrée\n");
  await untilLines("one", "two", "thrée");
});

it("goes on with the log of the next start, which is a new file", async () => {
  await writeFile(file(), "a long line of the last start\n");
  await watch();
  await rename(file(), `${file()}.1`);
  await writeFile(file(), "one\n");
  await untilLines("one");
});

it("waits for a log that does not exist yet, and loses no line of a burst", async () => {
  await watch();
  const written = Array.from({ length: 20_000 }, (_, index) => `line ${index} of a server that is very busy`);
  for (const text of [written.slice(0, 1), written.slice(1)])
    await appendFile(file(), text.map((line) => `${line}\n`).join(""));
  await until(() => lines.at(-1) === written.at(-1), "the last line is read");
  expect(lines).toEqual(written);
});

it("reads only the end of a log that has grown by more than a server writes", async () => {
  await watch();
  await appendFile(file(), "first\n");
  await untilLines("first");
  await appendFile(file(), `${"x".repeat(20_000_000)}\nlast\n`);
  await until(() => lines.at(-1) === "last", "the last line is read");
  expect(lines).toEqual(["first", "last"]);
});
