import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runtimeArguments } from "../../../test/runtime.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { host, pointed } from "../../testing/events.ts";
import { machineId, nameBeside, remembered, type MachineTraits } from "../system/machine-id.ts";
import { claim } from "./machine-folder.ts";
import { openHistory } from "./open-history.ts";
import { sqliteEventStore } from "./sqlite-event-store.ts";

const logger: Logger = { info() {}, warn() {} };
const limits = () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY });

let storage: string;
beforeEach(() => {
  storage = mkdtempSync(path.join(tmpdir(), "paddock-"));
});
afterEach(() => rmSync(storage, { recursive: true, force: true }));

const openOn = (machine: string) => openHistory({ folder: storage, machine, limits, logger });
const typesIn = ({ store }: ReturnType<typeof openOn>): readonly string[] =>
  store.load().recorded.map(({ event }) => event.type);

describe("machines that share a storage folder", () => {
  it("have a history each, and windows of one machine have the same", () => {
    const windows = [openOn("a"), openOn("b"), openOn("a"), openOn("b")] as const;
    const [a, b, laterA, laterB] = windows;
    a.store.write(0, (_others, seq) => [{ seq, atMs: 1, event: pointed }]);
    b.store.write(0, (_others, seq) => [{ seq, atMs: 1, event: { type: "service.stopped", host } }]);
    expect([a, laterA].map(typesIn)).toEqual([["service.pointed"], ["service.pointed"]]);
    expect([b, laterB].map(typesIn)).toEqual([["service.stopped"], ["service.stopped"]]);
    for (const { store } of windows) store.close();
  });

  it("have a leader each, and see only their own windows", () => {
    const [a, b] = [openOn("a"), openOn("b")];
    for (const { presence } of [a, b]) presence.enter();
    const releases = [a.lock.tryTake(), b.lock.tryTake()];
    expect(releases).not.toContain(undefined);
    expect(openOn("a").lock.tryTake()).toBeUndefined();
    a.presence.leave();
    expect(a.presence.isAnyOpen()).toBe(false);
    b.presence.leave();
    for (const release of releases) release?.();
  });

  it("give what an older version recorded to the machine that opens it first", () => {
    const older = sqliteEventStore({
      file: path.join(storage, "history.db"),
      mayReplaceDamaged: () => false,
    });
    older.write(0, (_others, seq) => [{ seq, atMs: 1, event: pointed }]);
    const first = openOn("b");
    older.write(1, (_others, seq) => [{ seq, atMs: 2, event: { type: "service.stopped", host } }]);
    expect(typesIn(first)).toEqual(["service.pointed", "service.stopped"]);
    expect(typesIn(openOn("a"))).toEqual([]);
    expect(typesIn(openOn("b"))).toEqual(["service.pointed", "service.stopped"]);
    older.close();
  });
});

describe("the claim on a storage folder", () => {
  const withoutLinks = () => {
    throw Object.assign(new Error("no hard links"), { code: "EPERM" });
  };

  it("is made where the file system has no hard links", () => {
    const file = path.join(storage, "machine");
    claim(file, "a", withoutLinks);
    expect(readFileSync(file, "utf8")).toBe("a");
  });

  it("is left to the window that was faster, with or without hard links", () => {
    const file = path.join(storage, "machine");
    claim(file, "b", () => {
      writeFileSync(file, "a");
      withoutLinks();
    });
    claim(file, "c");
    expect(readFileSync(file, "utf8")).toBe("a");
  });
});

describe("the id of a machine", () => {
  const traits: MachineTraits = { installation: "1f", hostname: "box", network: undefined };

  it("differs with each trait, and is the same for the same traits", () => {
    const ids = [
      traits,
      { ...traits, installation: "2f" },
      { ...traits, installation: undefined },
      { ...traits, hostname: "other" },
      { ...traits, network: "net:[4026532001]" },
    ].map(machineId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(machineId({ ...traits })).toBe(ids[0]);
    expect(machineId()).toBe(machineId());
  });

  it("stays the same with a new name, except in a container and without an installation id", () => {
    const named = (installation: string | undefined, isInContainer: boolean) =>
      ["old", "new"].map((name) =>
        machineId({ ...traits, installation, hostname: nameBeside(installation, isInContainer, name) }),
      );
    const isSame = ([before, after]: readonly string[]) => before === after;
    expect(isSame(named("1f", false))).toBe(true);
    expect(isSame(named("1f", true))).toBe(false);
    expect(isSame(named(undefined, false))).toBe(false);
  });

  it("is asked for once, and again if what was remembered is not an id", () => {
    const file = path.join(storage, "installation");
    const id = "564D5BA5-3A1C-4BCC-8C42-000000000001";
    let times = 0;
    const find = () => {
      times += 1;
      return id;
    };
    expect([remembered(file, find), remembered(file, find), times]).toEqual([id, id, 1]);
    writeFileSync(file, "nonsense");
    expect([remembered(file, find), remembered(file, find), times]).toEqual([id, id, 2]);
    expect(remembered(path.join(storage, "missing", "file"), find)).toBe(id);
    expect(remembered(path.join(storage, "none"), () => undefined)).toBeUndefined();
  });

  it.skipIf(process.platform === "win32")("is not written through a link", () => {
    const [file, other] = [path.join(storage, "installation"), path.join(storage, "other")];
    writeFileSync(other, "kept");
    symlinkSync(other, file);
    remembered(file, () => "564D5BA5-3A1C-4BCC-8C42-000000000001");
    expect(readFileSync(other, "utf8")).toBe("kept");
  });

  const script = fileURLToPath(new URL("../../../test/say-machine-id.ts", import.meta.url));
  const canUnshare = spawnSync("unshare", ["-n", "true"]).status === 0;

  it.skipIf(!canUnshare)("differs where localhost is another one", () => {
    const { stdout } = spawnSync("unshare", ["-n", process.execPath, ...runtimeArguments, script], {
      encoding: "utf8",
      timeout: 30_000,
    });
    expect(stdout.trim()).toMatch(/^[0-9a-f]{16}$/);
    expect(stdout.trim()).not.toBe(machineId());
  });
});
