import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runtimeArguments } from "../../../test/runtime.ts";
import { parseWindowId } from "../../windows/window-id.ts";
import {
  leaderLockContract,
  presenceContract,
  type WindowOfWorld,
  type WindowsWorld,
} from "../../testing/contracts/index.ts";
import { FakeWindows } from "../../testing/index.ts";
import { newWindowId } from "../system/new-name.ts";
import { leaderLock, windowFiles, type WindowFiles } from "./history-files.ts";

type WindowOnFiles = WindowOfWorld & { readonly presence: WindowFiles };

let folder: string;
let warnings: string[];
const children: ChildProcess[] = [];
const opened: WindowOnFiles[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "paddock-"));
  warnings = [];
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const { lock, presence } of opened.splice(0)) {
    lock.tryTake()?.();
    presence.leave();
  }
  rmSync(folder, { recursive: true, force: true });
});

const logger = { info() {}, warn: (text: string) => void warnings.push(text) };
const lockFile = (): string => path.join(folder, "engine.lock");
const windowsFolder = (): string => path.join(folder, "windows");

function openOnFiles(): WindowOnFiles {
  const window = newWindowId();
  const presence = windowFiles(windowsFolder(), window, logger);
  const one = { window, lock: leaderLock(lockFile(), logger), presence };
  opened.push(one);
  return one;
}

async function openElsewhere(): ReturnType<WindowsWorld["openElsewhere"]> {
  const script = fileURLToPath(new URL("../../../test/open-window.ts", import.meta.url));
  const child = spawn(process.execPath, [...runtimeArguments, script, lockFile(), windowsFolder()], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [name] = await once(child.stdout, "data");
  return {
    window: parseWindowId(String(name).trim())!,
    async die() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function windowsOnFiles(): WindowsWorld {
  return { open: openOnFiles, openElsewhere };
}

function fakeWindows(): WindowsWorld {
  const windows = new FakeWindows();
  return {
    open: () => windows.open(),
    async openElsewhere() {
      const { window, lock, presence } = windows.open();
      presence.enter();
      lock.tryTake();
      return { window, die: async () => windows.kill(window) };
    },
  };
}

describe.each([
  ["with files", windowsOnFiles],
  ["with fakes", fakeWindows],
])("windows %s", (_where, begin) => {
  for (const { name, keep } of leaderLockContract) it(`the leader's lock ${name}`, () => keep(begin()));
  for (const { name, keep } of presenceContract) it(`presence ${name}`, () => keep(begin()));
});

describe("windows on files", () => {
  it("count as open while any of them is, and leave no files behind", async () => {
    const [one, other] = [openOnFiles(), openOnFiles()];
    other.presence.enter();
    expect(one.presence.isAnyOpen()).toBe(true);
    const third = await openElsewhere();
    other.presence.leave();
    expect(one.presence.isAnyOpen()).toBe(true);
    await third.die();
    expect(one.presence.isAnyOpen()).toBe(false);
    expect(readdirSync(windowsFolder())).toEqual([]);
  });

  it("notice that the lock file was removed and that another window has locked a new one", () => {
    const file = path.join(windowsFolder(), "engine.lock");
    const [one, other] = [leaderLock(file, logger), leaderLock(file, logger)];
    expect(one.tryTake()).toBeDefined();
    rmSync(file);
    expect(other.tryTake()).toBeDefined();
    expect(one.tryTake()).toBeUndefined();
    other.tryTake()?.();
    expect(one.tryTake()).toBeDefined();
    one.tryTake()?.();
  });

  it("replace lock files that are not databases", () => {
    mkdirSync(windowsFolder(), { recursive: true });
    const file = path.join(windowsFolder(), "engine.lock");
    const junk = "no database, and long enough to be taken for one ".repeat(50);
    writeFileSync(file, junk);
    writeFileSync(path.join(windowsFolder(), "x.window"), junk);
    const { tryTake } = leaderLock(file, logger);
    tryTake()?.();
    expect(openOnFiles().presence.isAnyOpen()).toBe(false);
    expect(warnings).toEqual([]);
  });

  it("count as open, and none of them becomes the leader, if files cannot be locked", () => {
    writeFileSync(windowsFolder(), "not a folder");
    const { presence } = openOnFiles();
    presence.enter();
    expect(presence.isAnyOpen()).toBe(true);
    const file = path.join(windowsFolder(), "engine.lock");
    const { tryTake } = leaderLock(file, logger);
    const before = warnings.length;
    for (let times = 0; times < 3; times++) expect(tryTake()).toBeUndefined();
    expect(warnings).toHaveLength(before + 1);
    rmSync(windowsFolder());
    expect(tryTake()).toBeDefined();
  });
});
