import { hostFacts, hostReadings } from "./state.ts";
import { host } from "../testing/events.ts";
import { describe, expect, it, vi } from "vitest";
import { PortError } from "../shared/failure.ts";
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

const HOUR_MS = 3_600_000;

/** A window that keeps its history for a minute; `done` lists the operations on its store in order. */
async function openWithShortHistory() {
  const [ollama, clock] = [new FakeOllama(), new FakeClock()];
  const disk = { isBusy: false, isFull: false };
  const done: string[] = [];
  const wrap = (store: EventStore): EventStore => ({
    ...store,
    write(seq, record) {
      if (disk.isBusy) return false;
      return store.write(seq, (others, nextSeq) => {
        const own = record(others, nextSeq);
        if (own.some(({ event }) => event.type === "history.compacted")) done.push("compacted");
        return own;
      });
    },
    keepSnapshot(snapshot) {
      if (disk.isFull) throw new PortError({ kind: "store-full" });
      done.push("snapshot");
      store.keepSnapshot(snapshot);
    },
    forget(seqs, readings) {
      done.push("deleted");
      store.forget(seqs, readings);
    },
  });
  const windows = new FakeWindows(wrap);
  const historyLimits = () => ({ beforeMs: clock.now() - 60_000, bytes: Number.POSITIVE_INFINITY });
  const openWindow = async () => {
    const app = openSession({ ...fakePorts({ ollama, clock, windows }), historyLimits });
    await settled();
    return app;
  };
  ollama.appear();
  const app = await openWindow();
  await clock.pass(20_000);
  await app.dispatch({
    type: "download.request",
    host,
    id: parseDownloadId("d1")!,
    model: modelName("tiny"),
  });
  ollama.pulls[0]!.lines$.next({ kind: "layer", digest: "sha256:a", doneBytes: 5, totalBytes: 10 });
  ollama.pulls[0]!.lines$.complete();
  await clock.pass(100);
  done.length = 0;
  return { app, clock, disk, done, openWindow };
}

describe("finished work", () => {
  it("is removed from the state of every window before it is deleted from the store, and opening stays quick", async () => {
    const { app, clock, done, openWindow } = await openWithShortHistory();
    await clock.pass(HOUR_MS);
    expect(done).toEqual(["compacted", "deleted", "snapshot", "deleted"]);
    expect(hostFacts(app.state()).downloads).toEqual({});
    expect((await openWindow()).state().facts).toEqual(app.state().facts);
  });

  it("is removed with its readings, so that a window has the same that opens later", async () => {
    const { app, clock, openWindow } = await openWithShortHistory();
    const progress = () => hostReadings(app.state(), host).progress;
    expect(Object.keys(progress())).toEqual(["d1"]);
    await clock.pass(HOUR_MS);
    expect(progress()).toEqual({});
    expect((await openWindow()).state().readings).toEqual(app.state().readings);
  });

  it("is not deleted from the store while the compaction cannot be recorded", async () => {
    const { clock, disk, done } = await openWithShortHistory();
    await clock.pass(HOUR_MS - 12_000);
    disk.isBusy = true;
    await clock.pass(4_000);
    expect(done).toEqual([]);
    disk.isBusy = false;
    await clock.pass(1_000);
    expect(done).toEqual(["compacted", "deleted", "snapshot", "deleted"]);
  });

  it("is deleted an hour later where the disk was full the first time", async () => {
    const { clock, disk, done } = await openWithShortHistory();
    disk.isFull = true;
    await clock.pass(HOUR_MS);
    expect(done).toEqual(["compacted", "deleted"]);
    disk.isFull = false;
    await clock.pass(HOUR_MS);
    expect(done.slice(2)).toEqual(["compacted", "snapshot", "deleted"]);
  });
});

it("only the store holds anything of a closed window, so no event is recorded when it forgets that", async () => {
  const stores: EventStore[] = [];
  const windows = new FakeWindows((store) => {
    stores.push(store);
    return store;
  });
  const [ollama, clock] = [new FakeOllama(), new FakeClock()];
  const open = () => {
    const ports = fakePorts({ ollama, clock, windows });
    ports.looking$.next(true);
    return openSession(ports);
  };
  const [first, second] = [open(), open()];
  await clock.pass(HOUR_MS - 60_000);
  second.close();
  const left = () => stores[0]?.readings().filter(({ recorded: { event } }) => event.type === "window.left");
  await clock.pass(1_000);
  expect(left()).toHaveLength(1);
  const recorded = vi.fn();
  first.recorded$.subscribe(({ event }) => recorded(event.type));
  await clock.pass(120_000);
  expect(left()).toEqual([]);
  expect(recorded).not.toHaveBeenCalledWith("history.compacted");
});
