import { hostFacts } from "./state.ts";
import { host, pointed } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import { bufferingStore } from "./buffering-store.ts";
import type { App } from "./open-app.ts";
import { PortError, type StoreFailure } from "../shared/failure.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import type { EventStore } from "../history/event-store.port.ts";
import {
  fakePorts,
  FakeClock,
  FakeOllama,
  FakeWindows,
  modelName,
  openSession,
  settled,
} from "../testing/index.ts";
import { downloadRows, noticeViews, statusBarView } from "../ui/index.ts";

/** Windows that share a store; the test can fill, free and lock its disk. */
function machine() {
  const disk: { failure: StoreFailure | undefined; isBusy: boolean } = { failure: undefined, isBusy: false };
  const wrap = (store: EventStore): EventStore => ({
    ...store,
    write(seq, record) {
      if (disk.isBusy) return false;
      if (disk.failure) throw new PortError(disk.failure);
      return store.write(seq, record);
    },
  });
  const windows = new FakeWindows(wrap);
  const [ollama, clock] = [new FakeOllama(), new FakeClock()];
  const openWindow = async ({ isLookedAt = false } = {}) => {
    const ports = fakePorts({ ollama, clock, windows });
    const app = openSession(ports);
    await settled();
    if (isLookedAt) ports.looking$.next(true);
    return app;
  };
  return { disk, ollama, clock, windows, openWindow };
}

const model = modelName("tiny");
const id = parseDownloadId("d1")!;

describe("a full disk", () => {
  it("is reported once, and the leader keeps working", async () => {
    const { disk, ollama, clock, openWindow } = machine();
    const app = await openWindow();
    disk.failure = { kind: "store-full" };
    ollama.appear();
    await clock.pass(6_000);
    expect(statusBarView(app.state(), clock.now()).text).toBe("Ollama: Running :11434");
    expect((await app.dispatch({ type: "download.request", host, id, model })).accepted).toBe(true);
    await clock.pass(60_000);
    expect(ollama.pulls).toHaveLength(1);
    expect(noticeViews(app.state()).map(({ text }) => text)).toEqual([
      expect.stringContaining("Paddock cannot save its history at the moment. The disk"),
    ]);
  });

  it.each<StoreFailure>([
    { kind: "store-locked", detail: "locking protocol" },
    { kind: "store-failing", detail: "disk I/O error" },
    { kind: "store-read-only" },
  ])("is no different from a store that is lost for another reason: $kind", async (failure) => {
    const { disk, ollama, clock, openWindow } = machine();
    ollama.appear();
    const app = await openWindow();
    await clock.pass(1_000);
    disk.failure = failure;
    ollama.die();
    await clock.pass(6_000);
    expect(statusBarView(app.state(), clock.now()).text).toBe("Ollama: Stopped :11434");
    expect(app.state().facts.history).toMatchObject({ kind: "unkept", failure });
    const told = noticeViews(app.state()).filter(({ notice }) => notice.about.kind === "history-unkept");
    expect(told).toHaveLength(1);
  });

  it("is also reported when a window opens, and the history is saved as soon as there is room", async () => {
    const { disk, ollama, clock, openWindow } = machine();
    disk.failure = { kind: "store-full" };
    ollama.appear();
    const app = await openWindow();
    await clock.pass(6_000);
    expect(app.state().facts.history).toMatchObject({ kind: "unkept", failure: { kind: "store-full" } });
    disk.failure = undefined;
    await clock.pass(6_000);
    expect(app.state().facts.history.kind).toBe("kept");
    expect((await openWindow()).state().facts).toEqual(app.state().facts);
  });

  it("makes other windows refuse commands with a reason, since the leader could not read them", async () => {
    const { disk, ollama, clock, openWindow } = machine();
    ollama.appear();
    await openWindow();
    const other = await openWindow();
    await clock.pass(1_000);
    disk.failure = { kind: "store-full" };
    expect(await other.dispatch({ type: "download.request", host, id, model })).toEqual({
      accepted: false,
      refusal: { reason: "history-unwritable", failure: { kind: "store-full" } },
    });
  });

  it("is what other windows say, and not that the leader does not respond", async () => {
    const { disk, ollama, clock, openWindow } = machine();
    ollama.appear();
    await openWindow();
    const other = await openWindow({ isLookedAt: true });
    await clock.pass(1_000);
    const said = () => statusBarView(other.state(), clock.now()).tooltip.join("\n");
    disk.failure = { kind: "store-read-only" };
    await other.dispatch({ type: "service.test", host });
    expect(said()).not.toContain("last known state"); // what the leader says may still be readable
    await clock.pass(4_000);
    expect(said()).toContain("cannot use Paddock's history");
    expect(said()).not.toContain("not responding");
    disk.failure = undefined;
    await clock.pass(6_000);
    expect(said()).not.toContain("cannot use Paddock's history");
    expect(other.state().local.storeFailure).toBeUndefined();
  });

  it("receives the buffered events in order once it has room, and the other windows see them", async () => {
    const { disk, ollama, clock, openWindow } = machine();
    const [app, other] = [await openWindow(), await openWindow()];
    await clock.pass(1_000);
    disk.failure = { kind: "store-full" };
    ollama.appear();
    await clock.pass(6_000);
    await app.dispatch({ type: "download.request", host, id, model });
    expect(statusBarView(other.state(), clock.now()).text).toBe("Ollama: Stopped :11434");
    disk.failure = undefined;
    await clock.pass(6_000);
    expect(app.state().facts.history.kind).toBe("kept");
    expect(other.state().facts).toEqual(app.state().facts);
    expect(downloadRows(other.state(), clock.now())).toMatchObject([{ status: "contacting the registry" }]);
  });

  it("is tried again also after the clock was set back", () => {
    const { disk, windows } = machine();
    let nowMs = 3_600_000;
    const store = bufferingStore(windows.open().store, { now: () => nowMs }, () => true);
    const write = (): boolean => store.write(0, (_others, seq) => [{ seq, atMs: nowMs, event: pointed }]);
    disk.failure = { kind: "store-full" };
    write();
    disk.failure = undefined;
    nowMs -= 1_800_000;
    write();
    expect(store.load().recorded.length).toBeGreaterThan(1);
  });

  it("keeps what other windows could still record: the leader reads it when there is room again", async () => {
    const { disk, ollama, clock, openWindow } = machine();
    ollama.appear();
    const [app, other] = [await openWindow(), await openWindow()];
    await clock.pass(1_000);
    disk.failure = { kind: "store-full" };
    await app.dispatch({ type: "service.test", host });
    await clock.pass(500);
    disk.failure = undefined;
    await other.dispatch({ type: "download.request", host, id, model });
    await clock.pass(6_000);
    expect(ollama.pulls).toHaveLength(1);
    expect(other.state().facts).toEqual(app.state().facts);
    expect(hostFacts(app.state()).test?.steps.length).toBeGreaterThan(0);
  });
});

describe("another window that was suspended while it wrote", () => {
  async function openWhileAnotherWrites() {
    const { disk, ollama, clock, openWindow } = machine();
    ollama.appear();
    const [app, other] = [await openWindow(), await openWindow()];
    await clock.pass(1_000);
    disk.isBusy = true;
    const request = (window: App) => window.dispatch({ type: "download.request", host, id, model });
    const kept = () => app.state().facts.history.kind;
    const told = () => noticeViews(app.state()).map(({ text }) => text);
    return { app, other, disk, ollama, clock, request, kept, told };
  }

  it("is waited for, and nothing is lost", async () => {
    const { app, disk, ollama, clock, request, kept, told } = await openWhileAnotherWrites();
    const decided = request(app);
    await clock.pass(4_000);
    expect(ollama.pulls).toHaveLength(0);
    disk.isBusy = false;
    await clock.pass(100);
    expect((await decided).accepted).toBe(true);
    expect(ollama.pulls).toHaveLength(1);
    expect([kept(), told()]).toEqual(["kept", []]);
  });

  it("is not waited for longer than a few seconds: the leader goes on in memory and stores it later", async () => {
    const { app, other, disk, ollama, clock, request, kept, told } = await openWhileAnotherWrites();
    const decided = request(app);
    await clock.pass(6_000);
    expect((await decided).accepted).toBe(true);
    await clock.pass(60_000);
    expect(ollama.pulls).toHaveLength(1);
    expect([kept(), told()]).toEqual(["unkept", [expect.stringContaining("history file cannot be locked")]]);
    disk.isBusy = false;
    await clock.pass(6_000);
    expect([kept(), told()]).toEqual(["kept", []]);
    expect(other.state().facts).toEqual(app.state().facts);
    expect(downloadRows(other.state(), clock.now())).toHaveLength(1);
  });

  it("makes the others refuse a command after a few seconds, with the reason", async () => {
    const { other, disk, clock, request } = await openWhileAnotherWrites();
    const decided = request(other);
    await clock.pass(6_000);
    expect(await decided).toMatchObject({
      accepted: false,
      refusal: { reason: "history-unwritable", failure: { kind: "store-locked" } },
    });
    const again = request(other);
    await clock.pass(1_000);
    disk.isBusy = false;
    await clock.pass(100);
    expect((await again).accepted).toBe(true);
  });
});
