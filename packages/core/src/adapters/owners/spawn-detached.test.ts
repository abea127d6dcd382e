import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { toFailure } from "../../shared/failure.ts";
import { spawnDetached } from "./spawn-detached.ts";

it("says that it did not start, and why, if its log cannot be written", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const inPlace = path.join(folder, "logs");
  await writeFile(inPlace, "a file where the folder of the logs should be");
  const recipe = { command: process.execPath, arguments: ["--version"], environment: {} };
  const failure = await spawnDetached(recipe, path.join(inPlace, "serve.log")).catch(toFailure);
  expect(failure).toMatchObject({ kind: "spawn-failed", detail: expect.stringContaining(inPlace) });
});

it.skipIf(process.platform !== "linux")(
  "does not take a missing folder for its log for a missing interpreter",
  async () => {
    const recipe = { command: process.execPath, arguments: ["--version"], environment: {} };
    const failure = await spawnDetached(recipe, "/proc/nope/serve.log").catch(toFailure);
    expect(failure).not.toHaveProperty("lacksInterpreter");
  },
);
