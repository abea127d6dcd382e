import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { nodeExecutable } from "@paddock/test-fixtures";
import { expect, it, onTestFinished } from "vitest";
import { toFailure } from "../../shared/failure.ts";
import { until } from "../../testing/contracts/index.ts";
import { giveUp } from "./give-up.ts";
import { readLogTail } from "./log-tail.ts";
import { thisMachine } from "./machine.ts";
import { spawnDetached } from "./spawn-detached.ts";

it.skipIf(process.platform === "win32")(
  "ends what a script has started, together with the script",
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const log = path.join(folder, "serve.log");
    const node = `${nodeExecutable()} -e 'console.log(process.pid); setInterval(() => {}, 1000)'`;
    const recipe = { command: "/bin/sh", arguments: ["-c", `${node} & wait`], environment: {} };
    const spawned = await spawnDetached(recipe, log);
    let pid = 0;
    await until(
      async () => (pid = Number((await readLogTail(log, 1))[0] ?? 0)) > 0,
      "the script has started it",
    );
    expect(await giveUp(spawned).catch(toFailure)).toMatchObject({ kind: "unexpected" });
    await until(() => !thisMachine().isThere(pid), "it has ended too");
  },
);
