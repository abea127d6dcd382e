import { execFileSync, spawn } from "node:child_process";
import { copyFile, mkdir, mkdtemp, readFile, readlink, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { orphanedRunnersContract, until, type OrphansWorld } from "../../testing/contracts/index.ts";
import { FakeOrphans } from "../../testing/fake-orphans.ts";
import { FakeMachine } from "../../testing/machines/index.ts";
import { linux, type LinuxServer } from "../../testing/machines/linux/process.ts";
import type { KnownInstall } from "../../orphans/orphaned-runners.port.ts";
import { thisMachine } from "./machine.ts";
import { orphanedRunners } from "./orphaned-runners.ts";
import { identify } from "./process-identity.ts";

const NOTHING: KnownInstall = { executables: [], folders: [] };
const logger = { info() {}, warn() {} };
const BLOB = `sha256-${"a1".repeat(32)}`;

describe("by the signs of a runner", () => {
  const OLLAMA = "/usr/local/bin/ollama";
  const installed = async (): Promise<KnownInstall> => ({ executables: [OLLAMA], folders: ["/m"] });
  // The arguments of recordings `processes-sigkill`, shortened.
  const LLAMA = "/usr/local/lib/ollama/llama-server";
  const llama = {
    pid: 900,
    argv: [LLAMA, "--model", `/m/blobs/${BLOB}`, "--port", "45611"],
    exe: LLAMA,
    rssKb: 2048,
  };
  const older = {
    ...llama,
    argv: [OLLAMA, "runner", "--ollama-engine", "--model", `/m/blobs/${BLOB}`],
    exe: OLLAMA,
  };

  const found = async (...processes: readonly LinuxServer[]) => {
    const machine = new FakeMachine(linux([], processes));
    return orphanedRunners({ machine, installed, logger }).find(NOTHING);
  };

  it.each([
    ["of 0.30 and later", llama],
    ["of earlier versions", older],
  ])("one %s is found with the memory that it holds", async (_which, runner) => {
    expect(await found(runner)).toMatchObject([
      { process: { pid: 900, executable: runner.exe }, memoryBytes: 2048 * 1024, blob: BLOB },
    ]);
  });

  it("one whose parent was taken over by the user's manager is found", async () => {
    const manager = {
      pid: 500,
      argv: ["/usr/lib/systemd/systemd", "--user"],
      exe: "/usr/lib/systemd/systemd",
    };
    expect(await found(manager, { ...llama, parent: 500 })).toHaveLength(1);
  });

  it.each<[string, readonly LinuxServer[]]>([
    [
      "whose Ollama runs",
      [
        { pid: 800, argv: [OLLAMA, "serve"] },
        { ...llama, parent: 800 },
      ],
    ],
    [
      "that a shell runs",
      [
        { pid: 800, argv: ["bash"] },
        { ...llama, parent: 800 },
      ],
    ],
    ["of Homebrew's llama.cpp", [{ ...llama, exe: "/opt/homebrew/opt/llama.cpp/libexec/llama-server" }]],
    ["of an unpacked archive", [{ ...llama, exe: "/home/jane/llama.cpp/llama-server" }]],
    ["with a model of another program", [{ ...llama, argv: [LLAMA, "--model", "/home/jane/model.gguf"] }]],
    ["with a blob of another folder", [{ ...llama, argv: [LLAMA, "--model", `/n/blobs/${BLOB}`] }]],
    ["with a path that leaves the folder", [{ ...llama, argv: [LLAMA, "--model", `/m/blobs/../x/${BLOB}`] }]],
    ["without a model", [{ ...llama, argv: [LLAMA, "--port", "1"] }]],
    ["that is Ollama itself", [{ ...older, argv: [OLLAMA, "run", "--model", `/m/blobs/${BLOB}`] }]],
    ["of another user", [{ pid: 900, argv: llama.argv, uid: 1001 }]],
  ])("one %s is left alone", async (_which, processes) => {
    expect(await found(...processes)).toEqual([]);
  });

  it("one in a container, whose first process is Ollama, is left alone", async () => {
    const parts = linux([], [llama]);
    const machine = new FakeMachine({
      ...parts,
      files: { ...parts.files, "/proc/1/cmdline": `${OLLAMA}\0serve\0` },
    });
    expect(await orphanedRunners({ machine, installed, logger }).find(NOTHING)).toEqual([]);
  });
});

type Opened = { readonly world: OrphansWorld; close(): Promise<void> };
const pids: number[] = [];
afterEach(async () => {
  for (const pid of pids.splice(0)) if (await identify(pid)) process.kill(pid, "SIGKILL");
});

/** A shell in the place of a runner: it waits without a child of its own. */
async function openReal(): Promise<Opened> {
  const root = await mkdtemp(path.join(tmpdir(), "paddock-"));
  const runner = path.join(root, "lib", "ollama", "llama-server");
  const blob = path.join(root, "models", "blobs", BLOB);
  await mkdir(path.dirname(runner), { recursive: true });
  await copyFile("/bin/sh", runner);
  execFileSync("mkfifo", [path.join(root, "fifo")]);
  const known = { executables: [path.join(root, "bin", "ollama")], folders: [path.join(root, "models")] };
  const runners = orphanedRunners({ machine: thisMachine(), installed: async () => NOTHING, logger });
  return {
    world: {
      runners,
      known,
      async leave() {
        const start = `"$0" -c 'read x <>"$2"' --model "${blob}" "$1" & echo $!`;
        const parent = spawn("/bin/sh", ["-c", start, runner, path.join(root, "fifo")], {
          stdio: ["ignore", "pipe", "ignore"],
        });
        let words = "";
        parent.stdout.on("data", (piece) => (words += String(piece)));
        await until(() => words.endsWith("\n"), "the runner has started");
        const pid = Number(words);
        pids.push(pid);
        await until(async () => isOrphan(pid), "its parent has ended");
        await until(async () => (await readlink(`/proc/${pid}/exe`)) === runner, "it runs its program");
        return pid;
      },
    },
    close: () => rm(root, { recursive: true, force: true }),
  };
}

const isOrphan = async (pid: number): Promise<boolean> =>
  /^PPid:\s+1$/m.test(await readFile(`/proc/${pid}/status`, "utf8"));

async function openFake(): Promise<Opened> {
  const runners = new FakeOrphans();
  let last = 900;
  return {
    world: {
      runners,
      known: NOTHING,
      async leave() {
        const pid = ++last;
        const process = { pid, startedAt: "then", executable: "/usr/local/lib/ollama/llama-server" };
        runners.left = [...runners.left, { process, memoryBytes: 1, blob: BLOB }];
        return pid;
      },
    },
    close: async () => {},
  };
}

describe.each([
  ["with real processes", openReal],
  ["with fakes", openFake],
])("orphaned runners %s", (which, openWorld) => {
  for (const { name, keep } of orphanedRunnersContract)
    it.skipIf(which === "with real processes" && process.platform !== "linux")(name, async () => {
      const { world, close } = await openWorld();
      try {
        await keep(world);
      } finally {
        await close();
      }
    });
});
