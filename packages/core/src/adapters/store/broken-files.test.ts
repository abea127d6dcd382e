import { hostFacts, modelsOf } from "../../app/state.ts";
import { host } from "../../testing/events.ts";
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { App } from "../../app/open-app.ts";
import { installedModels } from "../../models/models.ts";
import { parseDownloadId } from "../../downloads/download-id.ts";
import {
  FakeClock,
  fakeModel,
  FakeOllama,
  fakePorts,
  modelName,
  openSession,
  settled,
} from "../../testing/index.ts";
import { downloadRows, noticeViews, statusBarView } from "../../ui/index.ts";
import { openHistory } from "./open-history.ts";
import { openDatabase } from "./sqlite.ts";

const cleanups: (() => void)[] = [];
afterEach(() =>
  cleanups
    .splice(0)
    .toReversed()
    .forEach((cleanup) => cleanup()),
);

/** A machine with a fake Ollama and with its history in real files. */
function openMachine() {
  const folder = mkdtempSync(path.join(tmpdir(), "paddock-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const [ollama, clock] = [new FakeOllama(), new FakeClock()];
  ollama.appear();
  const logger = { info() {}, warn() {} };
  const limits = () => ({ beforeMs: 0, bytes: Number.POSITIVE_INFINITY });
  const file = path.join(folder, "history.db");
  return {
    folder,
    file,
    ollama,
    clock,
    async openWindow(where = folder): Promise<App> {
      const history = openHistory({ folder: where, limits, logger });
      const app = openSession({ ...fakePorts({ ollama, clock }), ...history });
      cleanups.push(() => app.close());
      await settled();
      await clock.pass(1_000);
      return app;
    },
    /** Changes the file while no window has it open. */
    edit(sql: string): void {
      const database = openDatabase(file);
      database.exec(sql);
      database.close();
    },
    /** All rows of the file. */
    rows(): readonly unknown[] {
      const database = openDatabase(file);
      const found = [
        "PRAGMA user_version",
        ...["events", "readings", "snapshots"].map((table) => `SELECT * FROM ${table}`),
      ].map((sql) => database.prepare(sql).all());
      database.close();
      return found;
    },
    damagedFiles: () => readdirSync(folder).filter((name) => /damaged-.*\.db$/.test(name)),
  };
}

const id = parseDownloadId("d1")!;
const model = modelName("tiny");
const statusOf = (app: App): string => statusBarView(app.state(), 0).text;
const noticesOf = (app: App): readonly string[] => noticeViews(app.state()).map(({ text }) => text);

describe("a damaged history file", () => {
  it("is saved under another name when it is opened, and a new one is created, with one notice", async () => {
    const { file, folder, openWindow, damagedFiles } = openMachine();
    const garbage = "no database ".repeat(1_000);
    writeFileSync(file, garbage);
    const app = await openWindow();
    expect(statusOf(app)).toBe("Ollama: Running :11434");
    const [savedFile = ""] = damagedFiles();
    expect(readFileSync(path.join(folder, savedFile), "utf8")).toBe(garbage);
    expect(noticesOf(app)).toEqual([
      expect.stringMatching(/was damaged. It was saved as “.*damaged-.*\.db”/),
    ]);
    await app.dispatch({ type: "download.request", host, id, model });
    app.close();
    const later = await openWindow();
    expect(downloadRows(later.state(), Date.now())).toHaveLength(1);
    expect(damagedFiles()).toHaveLength(1);
  });

  it("whose damage is found later is saved under another name then, and all windows use the new one", async () => {
    const { file, ollama, clock, openWindow, damagedFiles } = openMachine();
    const [app, other] = [await openWindow(), await openWindow()];
    await app.dispatch({ type: "download.request", host, id, model });
    await clock.pass(1_000);
    const damaged = openDatabase(file);
    damaged.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const bytes = readFileSync(file);
    bytes.fill(0xaa, 4_096);
    writeFileSync(file, bytes);
    damaged.close();
    await app.dispatch({ type: "service.test", host });
    await expect.poll(async () => (await clock.pass(1_000), noticesOf(app))).toHaveLength(1);
    expect(damagedFiles()).toHaveLength(1);
    expect(statusOf(app)).toContain("Ollama: Running :11434");
    expect(ollama.pulls.map(({ isOpen }) => isOpen)).toEqual([true]);
    expect(downloadRows(app.state(), Date.now())).toHaveLength(1);
    await expect.poll(() => other.state().facts, { timeout: 3_000 }).toEqual(app.state().facts);
    expect(noticesOf(other)).toEqual([expect.stringContaining("Paddock's history file was damaged")]);
  });
});

describe("a history that a newer Paddock wrote", () => {
  it.each([
    ["with a newer table version", "PRAGMA user_version = 99"],
    [
      "with unknown events",
      "INSERT INTO events VALUES (900, 1, 'service.teleported', 1, '{\"type\":\"service.teleported\"}')",
    ],
    [
      "with snapshots of a newer version only",
      "DELETE FROM snapshots; INSERT INTO snapshots (seq, version, facts) VALUES (1, 99, '{}')",
    ],
    [
      "with newer versions of events",
      "INSERT INTO events VALUES (900, 1, 'service.stopped', 99, '{\"type\":\"service.stopped\"}')",
    ],
  ])("%s is shown as far as it is understood, with a warning, and is not changed", async (_how, sql) => {
    const { ollama, edit, rows, openWindow, damagedFiles } = openMachine();
    const before = await openWindow();
    await before.dispatch({ type: "download.request", host, id, model });
    before.close();
    edit(sql);
    const untouched = rows();
    ollama.requests.length = 0;

    const app = await openWindow();
    const { tooltip, tone } = statusBarView(app.state(), 0);
    expect(tone).toBe("warn");
    expect(tooltip.join("\n")).toContain("A newer version of Paddock wrote the history.");
    expect(downloadRows(app.state(), Date.now())).toHaveLength(sql.startsWith("PRAGMA") ? 0 : 1);
    expect(await app.dispatch({ type: "service.test", host })).toEqual({
      accepted: false,
      refusal: { reason: "history-unwritable", failure: { kind: "store-newer" } },
    });
    expect(ollama.requests).toEqual([]);
    app.close();
    expect(rows()).toEqual(untouched);
    expect(damagedFiles()).toEqual([]);
  });
});

describe("a folder that cannot be written", () => {
  it("is reported once, and each window keeps working with a history in memory", async () => {
    const { folder, ollama, clock, openWindow } = openMachine();
    const fileInPlace = path.join(folder, "taken");
    writeFileSync(fileInPlace, "by a file");
    const [app, other] = [await openWindow(fileInPlace), await openWindow(fileInPlace)];
    await clock.pass(60_000);
    for (const window of [app, other]) {
      expect(statusOf(window)).toBe("Ollama: Running :11434");
      expect(noticesOf(window)).toEqual([
        expect.stringMatching(
          /^Paddock cannot save its history at the moment\. Paddock cannot write to its history file/,
        ),
      ]);
    }
    expect((await app.dispatch({ type: "download.request", host, id, model })).accepted).toBe(true);
    ollama.pulls[0]!.lines$.complete();
    await clock.pass(100);
    expect(downloadRows(app.state(), Date.now())).toMatchObject([{ status: "downloaded" }]);
    expect(readFileSync(fileInPlace, "utf8")).toBe("by a file");
  });

  it.skipIf(process.platform !== "linux")("is reported as well if the system cannot make it", async () => {
    const app = await openMachine().openWindow("/proc/nope/deep");
    expect(statusOf(app)).toBe("Ollama: Running :11434");
    expect(noticesOf(app)).toEqual([expect.stringContaining("Paddock cannot write to its history file")]);
  });
});

describe("an open history file", () => {
  it("that is removed is created again with the current state, and the download goes on", async () => {
    const { file, ollama, clock, openWindow } = openMachine();
    ollama.models = [fakeModel("pony")];
    const [app, other] = [await openWindow(), await openWindow()];
    await app.dispatch({ type: "models.refresh", host });
    await app.dispatch({ type: "download.request", host, id, model });
    await clock.pass(1_000);
    const [pull] = ollama.pulls;
    for (const ending of ["", "-wal", "-shm"]) rmSync(file + ending);
    await expect.poll(() => noticesOf(app), { timeout: 3_000 }).toHaveLength(1);
    expect(noticesOf(app)).toEqual([expect.stringContaining("Paddock's history file is gone")]);
    expect(ollama.pulls).toEqual([pull]);
    expect(pull?.isOpen).toBe(true);
    await app.dispatch({ type: "service.test", host });
    await expect.poll(() => other.state().facts, { timeout: 3_000 }).toEqual(app.state().facts);
    expect(other.state().readings).toEqual(app.state().readings);
    expect(await other.dispatch({ type: "download.cancel", host, id })).toMatchObject({ accepted: true });
    await expect.poll(() => pull?.isOpen, { timeout: 3_000 }).toBe(false);
    app.close();
    other.close();
    const later = await openWindow();
    expect(hostFacts(later.state()).test?.steps.length).toBeGreaterThan(0);
    expect(installedModels(modelsOf(later.state())).map(({ name }) => name)).toEqual(["pony:latest"]);
  });

  it("that is removed with its folder when the leader closes is created again by another window", async () => {
    const { folder, ollama, clock, openWindow } = openMachine();
    const [app, other] = [await openWindow(), await openWindow()];
    await app.dispatch({ type: "download.request", host, id, model });
    await expect.poll(() => downloadRows(other.state(), 0), { timeout: 3_000 }).toHaveLength(1);
    app.close();
    rmSync(folder, { recursive: true });
    const untilLeader = async () => (await clock.pass(500), other.state().local.isLeader);
    await expect.poll(untilLeader, { timeout: 3_000 }).toBe(true);
    await expect.poll(async () => (await clock.pass(1_000), ollama.pulls.length), { timeout: 3_000 }).toBe(2);
    expect(downloadRows(other.state(), 0)).toHaveLength(1);
    const later = await openWindow();
    expect(later.state().facts).toEqual(other.state().facts);
  });

  it("that is replaced by another history is read again by all windows", async () => {
    const [one, another] = [openMachine(), openMachine()];
    const elsewhere = await another.openWindow();
    await elsewhere.dispatch({ type: "download.request", host, id, model });
    elsewhere.close();
    const [app, other] = [await one.openWindow(), await one.openWindow()];
    for (const ending of ["-wal", "-shm"]) rmSync(one.file + ending);
    renameSync(another.file, one.file);
    for (const window of [app, other])
      await expect.poll(() => downloadRows(window.state(), Date.now()), { timeout: 3_000 }).toHaveLength(1);
    await expect.poll(async () => (await one.clock.pass(1_000), one.ollama.pulls.length)).toBe(1);
    await expect.poll(() => other.state().facts, { timeout: 3_000 }).toEqual(app.state().facts);
  });
});
