import { appendFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { EMPTY, lastValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FakeClock } from "../../testing/index.ts";
import { askedFile } from "./asked-file.ts";
import { createAskedRequests } from "./asked-transport.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "paddock-asked-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const URL = "http://127.0.0.1:11434/api/generate";
const load = { method: "POST", path: "/api/generate", model: "qwen3:14b" };
const fileHere = () => path.join(folder, "asked-local-11434.jsonl");

/** A window with its own memory; it has the file in common with the others. */
function openWindow() {
  const clock = new FakeClock();
  const { asked, remembered } = createAskedRequests({ clock, file: askedFile(fileHere()) });
  const transport = remembered({ send: () => EMPTY, close() {} });
  const send = (body: string) =>
    lastValueFrom(transport.send({ method: "POST", url: URL, body }), { defaultValue: undefined });
  return { clock, asked: () => asked.of("POST", "/api/generate"), send };
}

it("are known in the other windows, and after a reload", async () => {
  const [first, second] = [openWindow(), openWindow()];
  expect(second.asked()).toEqual([]);
  await first.send(JSON.stringify({ model: "qwen3:14b", prompt: "a secret" }));
  const sent = [{ sentAtMs: first.clock.now(), model: "qwen3:14b" }];
  expect(first.asked()).toEqual(sent);
  await expect.poll(() => second.asked()).toEqual(sent);
  expect(second.asked()).toEqual(sent);
  expect(first.asked()).toEqual(sent); // its own is not read again
  expect(openWindow().asked()).toEqual(sent);
  expect(await readFile(fileHere(), "utf8")).not.toContain("secret");
});

it("are known to their own window where the file cannot be written", async () => {
  await mkdir(fileHere());
  const window = openWindow();
  await window.send("{}");
  expect(window.asked()).toEqual([{ sentAtMs: window.clock.now() }]);
});

it("are read as far as their lines are whole and sound", async () => {
  const reader = askedFile(fileHere());
  await appendFile(fileHere(), `nonsense\n{"by":1}\n${JSON.stringify({ by: "x", sentAtMs: 1, ...load })}`);
  expect(reader.readNew()).toEqual([]);
  await appendFile(fileHere(), "\n");
  expect(reader.readNew()).toMatchObject([{ sentAtMs: 1, ...load }]);
  expect(reader.readNew()).toEqual([]);
});

it("stay few on the disk, and the last ones are kept", async () => {
  const [writer, reader] = [askedFile(fileHere(), 1_000), askedFile(fileHere())];
  const seen: number[] = [];
  for (let sentAtMs = 0; sentAtMs < 50; sentAtMs += 1) {
    await writer.append({ sentAtMs, ...load });
    if (sentAtMs === 20) expect(reader.readNew()).not.toEqual([]);
    if (sentAtMs > 20) seen.push(...reader.readNew().map((line) => line.sentAtMs));
  }
  expect((await readFile(fileHere())).length).toBeLessThanOrEqual(1_000);
  expect((await readFile(`${fileHere()}.1`)).length).toBeLessThan(1_200);
  const kept = askedFile(fileHere()).readNew();
  expect(kept.at(-1)).toMatchObject({ sentAtMs: 49, ...load });
  expect(kept.map((line) => line.sentAtMs)).toEqual(
    Array.from(kept, (_line, index) => 50 - kept.length + index),
  );
  // What was moved away between two looks is missed by a window that is open; the rest it has once.
  expect(seen).toEqual([...new Set(seen)]);
});
