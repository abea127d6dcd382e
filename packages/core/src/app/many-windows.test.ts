import { hostFacts } from "./state.ts";
import { host } from "../testing/events.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { App } from "./open-app.ts";
import { PortError } from "../shared/failure.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import type { WindowId } from "../windows/window-id.ts";
import {
  fakeModel,
  fakePorts,
  FakeClock,
  FakeOllama,
  FakeWindows,
  modelName,
  openSession,
  settled,
  type FakePorts,
} from "../testing/index.ts";
import { downloadRows, modelListRemark, modelRows, statusBarView } from "../ui/index.ts";

type Window = { readonly app: App; readonly ports: FakePorts; readonly id: WindowId };

/** A computer with one Ollama, on which windows open and close. */
function machine() {
  const ollama = new FakeOllama();
  ollama.models = [fakeModel("llama3.2:3b")];
  const clock = new FakeClock();
  const windows = new FakeWindows();
  const open: Window[] = [];
  return {
    ollama,
    clock,
    windows,
    open,
    async openWindow(): Promise<Window> {
      const ports = fakePorts({ ollama, clock, windows });
      const window = { app: openSession(ports), ports, id: ports.window };
      open.push(window);
      await settled();
      return window;
    },
    closeWindow(window: Window): void {
      open.splice(open.indexOf(window), 1);
      window.app.close();
    },
    leader: (): Window | undefined => open.find(({ app }) => app.state().local.isLeader),
  };
}

const model = modelName("tiny");
const id = parseDownloadId("d1")!;

describe("two windows", () => {
  it("show the same, and send Ollama no more requests than one window does", async () => {
    const { ollama, clock, openWindow } = machine();
    ollama.appear();
    const [one, other] = [await openWindow(), await openWindow()];
    await clock.pass(1_000);
    one.ports.looking$.next(true);
    other.ports.looking$.next(true);
    await clock.pass(1_000);
    expect(ollama.requests).toEqual(["GET /api/version", "GET /api/tags", "GET /api/ps"]);
    expect(ollama.held).toBe(1);
    const texts = [one, other].map(({ app }) => statusBarView(app.state(), clock.now()).text);
    expect(texts).toEqual(["Ollama: Running :11434", "Ollama: Running :11434"]);
    expect([one, other].map(({ app }) => app.state().local.isLeader)).toEqual([true, false]);
  });

  it("show a download that either of them requested, and either can cancel it", async () => {
    const { ollama, clock, openWindow } = machine();
    ollama.appear();
    const [one, other] = [await openWindow(), await openWindow()];
    await clock.pass(1_000);
    await other.app.dispatch({ type: "download.request", host, id, model });
    await clock.pass(100);
    ollama.pulls[0]!.lines$.next({ kind: "layer", digest: "sha256:a", doneBytes: 5, totalBytes: 10 });
    await clock.pass(200);
    for (const { app } of [one, other])
      expect(downloadRows(app.state(), clock.now())).toMatchObject([
        { status: "downloading", numbers: "5 of 10 bytes or more" },
      ]);
    await one.app.dispatch({ type: "download.cancel", host, id });
    await clock.pass(100);
    expect(ollama.pulls[0]!.isAborted).toBe(true);
    expect(downloadRows(other.app.state(), clock.now())).toMatchObject([{ status: "cancelled" }]);
  });

  it("decide one after the other: the same download never starts twice", async () => {
    const { ollama, clock, openWindow } = machine();
    ollama.appear();
    const [one, other] = [await openWindow(), await openWindow()];
    await clock.pass(1_000);
    const answers = await Promise.all([
      one.app.dispatch({ type: "download.request", host, id, model }),
      other.app.dispatch({ type: "download.request", host, id: parseDownloadId("d2")!, model }),
    ]);
    expect(answers.map(({ accepted }) => accepted).toSorted()).toEqual([false, true]);
    await clock.pass(100);
    expect(ollama.pulls).toHaveLength(1);
  });

  it.each([
    ["is closed", (set: ReturnType<typeof machine>, window: Window) => set.closeWindow(window)],
    [
      "dies",
      (set: ReturnType<typeof machine>, window: Window) => {
        set.windows.kill(window.id);
        set.open.splice(set.open.indexOf(window), 1);
        window.ports.target$.complete();
      },
    ],
  ])("carry on when the leader %s", async (_how, end) => {
    const set = machine();
    const { ollama, clock, openWindow } = set;
    ollama.appear();
    const [one, other] = [await openWindow(), await openWindow()];
    await clock.pass(1_000);
    await one.app.dispatch({ type: "download.request", host, id, model });
    await clock.pass(100);
    end(set, one);
    await clock.pass(3_000); // the first window's pull has to end in Ollama
    expect(other.app.state().local.isLeader).toBe(true);
    expect(statusBarView(other.app.state(), clock.now()).text).toMatch("Ollama: Running :11434");
    expect(ollama.pulls.map((pull) => pull.model)).toEqual([model, model]);
    ollama.pulls[1]!.lines$.complete();
    await clock.pass(100);
    expect(downloadRows(other.app.state(), clock.now())).toMatchObject([{ status: "downloaded" }]);
  });

  it("have one leader again after the lock was taken away from the first", async () => {
    const { ollama, clock, windows, openWindow } = machine();
    ollama.appear();
    const [one, other] = [await openWindow(), await openWindow()];
    await clock.pass(1_000);
    windows.leader = undefined; // the lock file was removed
    await clock.pass(6_000);
    expect([one, other].filter(({ app }) => app.state().local.isLeader)).toHaveLength(1);
    expect(statusBarView(one.app.state(), clock.now()).text).toMatch("Ollama: Running :11434");
  });

  it("show a notice only once, in the first window that claims it", async () => {
    const { ollama, clock, openWindow } = machine();
    ollama.appear();
    const [one, other] = [await openWindow(), await openWindow()];
    await clock.pass(1_000);
    await other.app.dispatch({ type: "download.request", host, id, model });
    await clock.pass(100);
    ollama.pulls[0]!.lines$.error(new PortError({ kind: "disk-full" }));
    await clock.pass(100);
    const [notice] = other.app.state().facts.notices;
    const tell = { type: "notice.tell", number: notice!.number } as const;
    const answers = await Promise.all([one.app.dispatch(tell), other.app.dispatch(tell)]);
    expect(answers.map(({ accepted }) => accepted)).toEqual([true, false]);
  });
});

describe("a window that is opened again", () => {
  it("knows what happened before, and resumes unfinished work", async () => {
    const set = machine();
    const { ollama, clock, openWindow } = set;
    ollama.appear();
    const first = await openWindow();
    await clock.pass(1_000);
    await first.app.dispatch({ type: "download.request", host, id, model });
    await first.app.dispatch({ type: "service.test", host });
    await clock.pass(1_000);
    set.closeWindow(first);
    ollama.die();
    await clock.pass(60_000);
    const second = await openWindow();
    await clock.pass(1_000);
    expect(downloadRows(second.app.state(), clock.now())).toMatchObject([
      { status: "waiting for Ollama to start" },
    ]);
    expect(hostFacts(second.app.state()).test?.steps).toHaveLength(3);
    ollama.appear();
    await clock.pass(6_000);
    expect(ollama.pulls).toHaveLength(2);
  });

  it("still shows the models that the service had, although it has stopped since", async () => {
    const set = machine();
    const { ollama, clock, openWindow } = set;
    ollama.appear();
    const first = await openWindow();
    first.ports.looking$.next(true);
    await clock.pass(1_000);
    set.closeWindow(first);
    ollama.die();
    await clock.pass(3 * 3_600_000);
    const asked = ollama.requests.length;
    const second = await openWindow();
    await clock.pass(100);
    expect(modelRows(second.app.state(), clock.now())).toMatchObject([
      { label: "llama3.2:3b", detail: "Unavailable · 2.0 GB" },
    ]);
    expect(modelListRemark(second.app.state(), clock.now())).toContain("3 hours ago");
    expect(ollama.requests).toHaveLength(asked);
  });

  it("does not carry out an old request", async () => {
    const set = machine();
    const { ollama, clock, openWindow } = set;
    ollama.appear();
    const first = await openWindow();
    first.ports.looking$.next(true);
    await clock.pass(1_000);
    ollama.failure = "hang";
    await first.app.dispatch({ type: "model.delete", host, model: modelName("llama3.2:3b") });
    set.closeWindow(first);
    ollama.release();
    await clock.pass(3_600_000);
    const second = await openWindow();
    await clock.pass(1_000);
    expect(ollama.models).toHaveLength(1);
    expect(hostFacts(second.app.state()).operations).toEqual([]);
    expect(second.app.state().facts.notices).toMatchObject([{ about: { failure: { kind: "interrupted" } } }]);
  });
});

describe("windows after any sequence of steps", () => {
  type Set = ReturnType<typeof machine>;
  const STEPS: Readonly<Record<string, (set: Set, window: Window | undefined) => unknown>> = {
    open: (set) => set.open.length < 4 && set.openWindow(),
    close: (set, window) => window && set.closeWindow(window),
    start: (_set, window) => window?.app.dispatch({ type: "service.start", host }),
    stop: (_set, window) => window?.app.dispatch({ type: "service.stop", host }),
    download: (_set, window) =>
      window?.app.dispatch({
        type: "download.request",
        host,
        id: parseDownloadId(`d${Math.random()}`.replace(".", ""))!,
        model,
      }),
    cancel: (_set, window) => window?.app.dispatch({ type: "download.cancel", host, id }),
    test: (_set, window) => window?.app.dispatch({ type: "service.test", host }),
    load: (_set, window) =>
      window?.app.dispatch({ type: "model.load", host, model: modelName("llama3.2:3b") }),
    look: (_set, window) => window?.ports.looking$.next(true),
    "look away": (_set, window) => window?.ports.looking$.next(false),
    appear: ({ ollama }) => ollama.appear(),
    die: ({ ollama }) => ollama.die(),
    finish: ({ ollama }) => ollama.pulls.at(-1)?.lines$.complete(),
    "wait a little": ({ clock }) => clock.pass(100),
    "wait long": ({ clock }) => clock.pass(4_000),
  };

  it("all show the same state, and exactly one is the leader", async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom(...Object.keys(STEPS)), fc.nat(3)), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, async (names) => {
        const set = machine();
        await set.openWindow();
        for (const [name, index] of names) {
          const leaders = set.open.filter(({ app }) => app.state().local.isLeader);
          expect(leaders.length).toBeLessThanOrEqual(1);
          await STEPS[name]?.(set, set.open[index % Math.max(1, set.open.length)]);
        }
        await set.openWindow();
        await set.clock.pass(16_000); // a service that nothing was asked of is tried every 15 s
        const shared = set.open.map(({ app }) => {
          const { facts, readings } = app.state();
          return { facts, readings };
        });
        for (const one of shared) expect(one).toEqual(shared[0]);
        expect(set.open.filter(({ app }) => app.state().local.isLeader)).toHaveLength(1);
        expect(set.ollama.held).toBe(set.ollama.isListening ? 1 : 0);
        for (const window of set.open.toReversed()) set.closeWindow(window);
        expect(set.ollama.held).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
