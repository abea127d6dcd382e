import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runtimeArguments } from "../../../test/runtime.ts";
import type { Logger } from "../../shared/logger.port.ts";
import { host, pointed } from "../../testing/events.ts";
import { machineId, type MachineTraits } from "../system/machine-id.ts";
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

  const script = fileURLToPath(new URL("../../../test/say-machine-id.ts", import.meta.url));
  const canUnshare = spawnSync("unshare", ["-n", "true"]).status === 0;

  it.skipIf(!canUnshare)("differs where localhost is another one", () => {
    const { stdout } = spawnSync("unshare", ["-n", process.execPath, ...runtimeArguments, script], {
      encoding: "utf8",
    });
    expect(stdout.trim()).toMatch(/^[0-9a-f]{16}$/);
    expect(stdout.trim()).not.toBe(machineId());
  });
});
