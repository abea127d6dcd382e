import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { freePort, isListening, standInExecutable } from "@paddock/test-fixtures";
import { Subject } from "rxjs";
import { describe, it } from "vitest";
import { DEFAULT_ENDPOINT } from "../../hosts/endpoint.ts";
import { ourProcess } from "../../service/owner.ts";
import type { ServiceOwner } from "../../service/service-owner.port.ts";
import {
  serviceOwnerContract,
  until,
  type ConversionEnd,
  type ServiceOwnerWorld,
} from "../../testing/contracts/index.ts";
import { FakeOwner, FakeOllama } from "../../testing/index.ts";
import { endProcess } from "./end-process.ts";
import { processOwner } from "./process-owner.ts";

type Opened = { readonly world: ServiceOwnerWorld; close(): Promise<void> };

/** What Ollama logs of a conversion, as a format for its model (docs/ollama.md §8.6). */
const CONVERSION_LINES: Readonly<Record<"starting" | ConversionEnd, string>> = {
  starting: 'INFO msg="starting local compat GGUF migration" model=% required_bytes=9',
  completed: 'INFO msg="completed local compat GGUF migration" model=% duration=6ms',
  failed: 'WARN msg="local compatibility migration failed" model=% error="no such family"',
  skipped: 'INFO msg="skipping local compatibility migration" model=% reason="insufficient disk space"',
  "skipped for want of room":
    'INFO msg="skipping local compat migration due to disk headroom" model=% available_bytes=1 required_bytes=9',
};
const echo = (model: string) => (line: string) => `echo 'time=T level=${line.replace("%", model)}'`;

async function openRealWorld(): Promise<Opened> {
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  const port = await freePort();
  const endpoint = { ...DEFAULT_ENDPOINT, hostname: "127.0.0.1", port };
  let chosen = { executable: standInExecutable, environment: {} };
  const changed$ = new Subject<void>();
  const open = (): ServiceOwner =>
    processOwner({ endpoint, folder, chosen: () => chosen, changed$, logger: { info() {}, warn() {} } });
  async function wrap(line: string): Promise<void> {
    const executable = path.join(folder, "wrapper");
    const lines = ["#!/bin/sh", line, `exec "${standInExecutable}" "$@"`, ""];
    await writeFile(executable, lines.join("\n"), { mode: 0o755 });
    chosen = { ...chosen, executable };
  }
  return {
    world: {
      open,
      untilUp: () => until(() => isListening(port), "the stand-in has opened its port"),
      uninstall: () => (chosen = { ...chosen, executable: path.join(folder, "nowhere") }),
      choose() {
        chosen = { ...chosen, executable: standInExecutable };
        changed$.next();
      },
      async misdirect() {
        const elsewhere = `127.0.0.1:${await freePort()}`;
        await wrap(`export OLLAMA_HOST=${elsewhere}`);
        return elsewhere;
      },
      convert: (model, end) =>
        wrap(
          [CONVERSION_LINES.starting, ...(end ? [CONVERSION_LINES[end]] : [])].map(echo(model)).join("\n"),
        ),
      breakWith: (words) => (chosen = { ...chosen, environment: { STAND_IN_EXIT: words } }),
      kill: ({ pid }) => void process.kill(pid, "SIGKILL"),
    },
    async close() {
      const left = ourProcess(await open().recognise({ kind: "looking" }));
      if (left) await endProcess(left, { patienceMs: 0 });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openFakeWorld(): Promise<Opened> {
  const ollama = new FakeOllama();
  const first = new FakeOwner(ollama);
  const owners = [first];
  return {
    world: {
      open() {
        const owner = new FakeOwner(ollama, first);
        owner.isThere = first.isThere;
        owners.push(owner);
        return owner;
      },
      untilUp: async () => ollama.appear(),
      uninstall: () => owners.forEach((one) => (one.isThere = false)),
      choose: () =>
        owners.forEach((one) => {
          one.isThere = true;
          one.changed$.next();
        }),
      async misdirect() {
        const elsewhere = "127.0.0.1:11999";
        owners.forEach((one) => (one.listensAt = elsewhere));
        return elsewhere;
      },
      convert: async (model, end) => owners.forEach((one) => (one.converting = end ? [] : [model])),
      breakWith: (words) =>
        owners.forEach((one) => Object.assign(one, { endsAtOnce: { code: 1 }, logLines: [words] })),
      kill: () => first.exit({ signal: "SIGKILL" }),
    },
    close: async () => {},
  };
}

describe.each([
  ["with real processes", openRealWorld],
  ["with fakes", openFakeWorld],
])("a service owner %s", (_which, openWorld) => {
  for (const { name, keep } of serviceOwnerContract)
    it(name, async () => {
      const { world, close } = await openWorld();
      try {
        await keep(world);
      } finally {
        await close();
      }
    });
});
