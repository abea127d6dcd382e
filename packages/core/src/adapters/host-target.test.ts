import { createServer } from "node:net";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freePort } from "@paddock/test-fixtures";
import { NEVER } from "rxjs";
import { expect, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { readStore } from "../models/read-store.source.ts";
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

it("in a demo, models have manifests without blobs, and none is missing", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  try {
    const models = path.join(folder, "models");
    const tag = path.join(models, "manifests", "registry.ollama.ai", "library", "pony");
    const digest = `sha256:${"a".repeat(64)}`;
    const layer = { mediaType: "application/vnd.ollama.image.model", digest, size: 2e9 };
    await mkdir(tag, { recursive: true });
    await writeFile(path.join(tag, "latest"), JSON.stringify({ schemaVersion: 2, layers: [layer] }));
    const located = await demoTarget(1, folder).files?.locate({ isOurs: true, blobFiles: [] });
    if (!located) throw new Error("no folder");
    const { store, missing } = await readStore(located, "0.33.0");
    expect(store.tags.flatMap(({ manifests }) => manifests[0]?.layers ?? [])).toMatchObject([{ digest }]);
    expect([...missing]).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

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
