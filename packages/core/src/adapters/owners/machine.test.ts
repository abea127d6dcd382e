import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { nodeExecutable } from "@paddock/test-fixtures";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { machineContract, until, type MachineWorld } from "../../testing/contracts/index.ts";
import { FakeMachine } from "../../testing/machines/index.ts";
import { thisMachine } from "./machine.ts";

type Opened = { readonly world: MachineWorld; close(): Promise<void> };

async function openThisMachine(): Promise<Opened> {
  const root = await mkdtemp(path.join(tmpdir(), "paddock-"));
  const folder = path.join(root, "folder");
  const tool = path.join(root, "tool");
  await mkdir(path.join(folder, "inner"), { recursive: true });
  await writeFile(path.join(folder, "text"), "one\n");
  await writeFile(path.join(folder, "inner", "deep"), "");
  await symlink(path.join(folder, "text"), path.join(folder, "link"));
  await symlink("loop", path.join(root, "loop"));
  await writeFile(tool, `#!/bin/sh\nprintf out\nprintf err >&2\nexit "$1"\n`, { mode: 0o755 });
  return {
    world: { machine: thisMachine(), folder, hidden: path.join(root, "loop"), tool },
    close: () => rm(root, { recursive: true, force: true }),
  };
}

async function openFakeMachine(): Promise<Opened> {
  const answer = (code: number) => ({ kind: "exited", code, stdout: "out", stderr: "err" }) as const;
  const machine = new FakeMachine({
    files: { "/folder/text": "one\n", "/folder/inner/deep": "" },
    secret: ["/secret"],
    links: { "/folder/link": "/folder/text" },
    tools: {
      tool: [
        { asked: "0", answer: answer(0) },
        { asked: /^4$/, answer: answer(4) },
      ],
    },
  });
  return {
    world: { machine, folder: "/folder", hidden: "/secret/file", tool: "tool" },
    close: async () => {},
  };
}

describe.each([
  ["this machine", openThisMachine],
  ["a fake machine", openFakeMachine],
])("%s", (_which, openWorld) => {
  for (const { name, keep } of machineContract)
    it.skipIf(process.platform === "win32")(name, async () => {
      const { world, close } = await openWorld();
      try {
        await keep(world);
      } finally {
        await close();
      }
    });
});

it("starts a program that goes on without us, and knows when it has ended", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
  const note = path.join(folder, "note");
  const script = `require("fs").writeFileSync(process.argv[1] + ".new", String(process.pid));
    require("fs").renameSync(process.argv[1] + ".new", process.argv[1]); setInterval(() => {}, 1000)`;
  const { launch, read, isThere, signal } = thisMachine();
  expect(await launch([nodeExecutable(), "-e", script, note])).toBeUndefined();
  await until(async () => (await read(note)) !== undefined, "the program has noted its pid");
  const pid = Number(await read(note));
  expect(isThere(pid)).toBe(true);
  signal(pid, "SIGKILL");
  await until(() => !isThere(pid), "it has ended");
  await rm(folder, { recursive: true, force: true });
});

it("says that a tool took too long", async () => {
  expect(await thisMachine().run([nodeExecutable(), "-e", "setInterval(() => {}, 1000)"], 200)).toEqual({
    kind: "timed-out",
  });
});

/** To a pipe, and to a file for what a tool leaves behind. */
const OUTPUTS = [undefined, path.join(tmpdir(), `paddock-${process.pid}-output.log`)] as const;
afterAll(() => rm(OUTPUTS[1], { force: true }));

it("says that a tool was ended by a signal, or printed too much, and not that there is none", async () => {
  const { run } = thisMachine();
  const endsItself = "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000)";
  for (const outputFile of OUTPUTS)
    expect(await run([nodeExecutable(), "-e", endsItself], 10_000, outputFile)).toMatchObject({
      kind: "exited",
      code: 128,
    });
  const floods = "for (;;) require('fs').writeSync(1, 'x'.repeat(1_000_000))";
  expect(await run([nodeExecutable(), "-e", floods])).toMatchObject({ kind: "exited", code: 128 });
});

it.skipIf(process.platform === "win32")(
  "reads no pipe and no device, which could block it for ever",
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const pipes = ["a", "b", "c", "d", "e"].map((name) => path.join(folder, name));
    for (const pipe of pipes) execFileSync("mkfifo", [pipe]);
    const { read } = thisMachine();
    const texts = await Promise.all([...pipes, "/dev/zero", folder].map(read));
    expect(texts.filter((text) => text !== undefined)).toEqual([]);
    await writeFile(path.join(folder, "text"), "x".repeat(100_000));
    expect((await read(path.join(folder, "text")))?.length).toBe(100_000);
  },
);

it("runs no program of the current folder", async () => {
  const { run } = thisMachine();
  const relative = path.relative(process.cwd(), nodeExecutable());
  expect(await run([relative, "--version"])).toEqual({ kind: "missing" });
  expect(await run([relative, "--version"], 10_000, OUTPUTS[1])).toEqual({ kind: "missing" });
});

it.skipIf(process.platform === "win32").each(OUTPUTS)(
  "says of a program that may not be executed that this is so, and not that it is missing (%s)",
  async (outputFile) => {
    const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const tool = path.join(folder, "a-tool");
    await writeFile(tool, "#!/bin/sh\n", { mode: 0o644 });
    expect(await thisMachine().run([tool], 10_000, outputFile)).toMatchObject({
      kind: "exited",
      code: 126,
      stderr: expect.stringContaining("EACCES"),
    });
  },
);

describe.skipIf(process.platform === "win32")("a tool that is searched for by its name", () => {
  it.each(OUTPUTS)("is never one of a relative folder on the PATH (%s)", async (outputFile) => {
    const folder = await mkdtemp(path.join(tmpdir(), "paddock-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(path.join(folder, "a-tool"), "#!/bin/sh\nexit 3\n", { mode: 0o755 });
    const found = async (searched: string) =>
      thisMachine({ ...process.env, PATH: searched }).run(["a-tool"], 10_000, outputFile);
    expect(await found(`/nowhere:${folder}`)).toMatchObject({ kind: "exited", code: 3 });
    const relative = path.relative(process.cwd(), folder);
    for (const searched of [relative, `:${relative}`, `${relative}:/nowhere`])
      expect(await found(searched)).toEqual({ kind: "missing" });
  });
});
