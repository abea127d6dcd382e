import { createServer } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freePort } from "@paddock/test-fixtures";
import { NEVER } from "rxjs";
import { expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { hostTarget } from "./host-target.ts";

/** The demo on a port, with a folder of its own. */
function demoTarget(port: number, folder: string) {
  const target = hostTarget({
    endpoint: { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port },
    folder,
    demo: {
      program: {
        command: process.execPath,
        arguments: [],
        environment: { OLLAMA_MODELS: path.join(folder, "models") },
      },
      registries: { ollama: "http://127.0.0.1:9" },
    },
    transport: { send: () => NEVER, close: () => {} },
    logger: console,
  });
  if (target.kind !== "host") throw new Error("a host");
  return target.hostPorts;
}

it.runIf(process.platform === "linux")("in a demo, it is seen which other program runs there", async () => {
  const port = await freePort();
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  const server = createServer();
  await new Promise<void>((listening) => void server.listen(port, "127.0.0.1", listening));
  try {
    const { owner } = demoTarget(port, folder);
    expect(await owner.detect()).toMatchObject({ kind: "another-program", process: { pid: process.pid } });
    // Whatever is installed on this machine, only the simulator is started.
    expect(await owner.findProgram({ kind: "looking" })).toMatchObject({ owner: { kind: "paddock" } });
  } finally {
    server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
