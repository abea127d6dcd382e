import { BehaviorSubject, Subject } from "rxjs";
import { describe, expect, it } from "vitest";
import type { Recorded } from "../app/events.ts";
import { unkeyed } from "../ui/keyed.ts";
import { hostFacts } from "../app/state.ts";
import { host } from "../testing/events.ts";
import { settled } from "../testing/fake-clock.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { historyOf, inspectorOf } from "../testing/shown-inspector.ts";
import { fakeDetails, fakeModel, modelName } from "../testing/index.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import type { ShownInspector } from "./shown-inspector.view.ts";
import { inspectorView } from "./inspector.view.ts";

/** A window in which Ollama was started, with its inspector open. */
async function openInspecting() {
  const bench = await openActionBench();
  const shown: ShownInspector[] = [];
  bench.inspecting.inspected$.subscribe((one) => shown.push(one));
  bench.looking$.next(true);
  await bench.ask({ type: "service.start" });
  bench.ollama.appear();
  await bench.clock.pass(2_000);
  bench.inspectorShown$.next(true);
  await bench.clock.pass(100);
  const view = () => inspectorView(bench.state(), shown.at(-1)!, bench.clock.now()).open!;
  const rows = () => unkeyed(view().timeline.rows);
  const texts = () => rows().map(({ text }) => text);
  const seqOf = (text: string): number => rows().find((row) => row.text === text)?.seq ?? -1;
  return { ...bench, shown, view, rows, texts, seqOf };
}

describe("the inspector of a window", () => {
  it("has the events of the history, and those that come", async () => {
    const { texts, ask, view } = await openInspecting();
    expect(texts()).toEqual(expect.arrayContaining(["Start requested", "Ollama is running"]));
    expect(view().timeline.remark).toBe("");
    await ask({ type: "service.stop" });
    expect(texts()).toContain("Stop requested");
    expect(view().past).toBeNull();
  });

  it("shows the state at any event, what it changed, and that it is the past", async () => {
    const { ask, seqOf, view, state } = await openInspecting();
    await ask({ type: "inspector.go", to: { kind: "event", seq: seqOf("Ollama is running") } });
    expect(view().event).toMatchObject({ title: "Ollama is running", type: "service.running" });
    expect(view().changes?.rows).toEqual(
      expect.arrayContaining([expect.objectContaining({ after: 'situation.kind: "running"' })]),
    );
    expect(view().past).toEqual({
      text: expect.stringMatching(/^This is the state at /),
      remark: "Paddock keeps running.",
    });
    await ask({ type: "inspector.go", to: { kind: "event", seq: seqOf("Start requested") } });
    const [hosts] = view().state;
    expect(JSON.stringify(hosts?.value)).not.toContain('"running"');
    expect(hostFacts(state(), host).service.situation.kind).toBe("running");
    expect(view().state.map(({ note }) => note)).not.toContain("reading");
    await ask({ type: "inspector.go", to: { kind: "now" } });
    expect([view().event, view().past]).toEqual([null, null]);
    expect(view().state.map(({ note }) => note)).toContain("reading");
  });

  it("tells the service and each download of the state, then and now", async () => {
    const { ask, seqOf, view, clock, state } = await openInspecting();
    await ask({ type: "download.request", model: modelName("pony") });
    await clock.pass(100);
    const notes = () => Object.values(view().notes);
    expect(notes()).toEqual([expect.stringMatching(/^Running · \d/), expect.stringMatching(/^pony/)]);
    await ask({ type: "inspector.go", to: { kind: "event", seq: seqOf("Start requested") } });
    expect(notes()).toEqual(["Starting…"]);
    await ask({ type: "download.cancel", id: Object.values(hostFacts(state(), host).downloads)[0]!.id });
    await ask({ type: "inspector.go", to: { kind: "now" } });
    expect(notes()[1]).toMatch(/^pony · Cancell/);
  });

  it("shows what an event changed before the times and numbers that change each time", async () => {
    const { ask, seqOf, view } = await openInspecting();
    await ask({ type: "inspector.go", to: { kind: "event", seq: seqOf("Ollama is running") } });
    const names = view().changes?.rows.map(({ before, after }) => (after ?? before)?.split(":")[0]);
    expect(names?.[0]).toBe("situation.kind");
    expect(names?.slice(-2)).toEqual(["sinceMs", "sinceSeq"]);
  });

  it("names the model of a download that an event changed", async () => {
    const { ask, seqOf, view, clock } = await openInspecting();
    await ask({ type: "download.request", model: modelName("pony") });
    await clock.pass(100);
    for (const text of ["Download requested: pony", "Download started: pony"]) {
      await ask({ type: "inspector.go", to: { kind: "event", seq: seqOf(text) } });
      expect(view().changes?.note).toBe("downloads · pony");
      const paths = view().changes?.rows.map(({ after = "" }) => after.split(":")[0]);
      expect(paths).toContain("situation.kind");
    }
  });

  it("is walked through among what the filter leaves", async () => {
    const { ask, view, rows } = await openInspecting();
    await ask({ type: "inspector.filter", text: "start requested", withReadings: false });
    await ask({ type: "inspector.go", to: { kind: "last" } });
    expect(view().event?.title).toBe("Start requested");
    const first = rows().find(({ kind }) => kind === "event");
    await ask({ type: "inspector.go", to: { kind: "first" } });
    expect(view().event?.seq).toBe(first?.seq);
    await ask({ type: "inspector.go", to: { kind: "before" } });
    expect(view().event?.seq).toBe(first?.seq);
    await ask({ type: "inspector.filter", text: "no such thing", withReadings: false });
    expect(view().timeline).toMatchObject({ total: 0, remark: "No event matches." });
  });

  it("has readings only by the switch, and says that they change no fact", async () => {
    const { ask, view, texts, seqOf } = await openInspecting();
    expect(texts()).not.toContain("Models were listed");
    await ask({ type: "inspector.filter", text: "", withReadings: true });
    expect(texts()).toContain("Models were listed");
    await ask({ type: "inspector.go", to: { kind: "event", seq: seqOf("Models were listed") } });
    expect([view().event?.type, view().changes]).toEqual(["models.listed", null]);
  });

  it("reads, computes and keeps nothing while it is hidden, and goes on where it was", async () => {
    const { inspectorShown$, shown, ask, seqOf, view, clock } = await openInspecting();
    const seq = seqOf("Ollama is running");
    await ask({ type: "inspector.go", to: { kind: "event", seq } });
    inspectorShown$.next(false);
    expect(shown.at(-1)).toEqual({ kind: "closed" });
    const before = shown.length;
    await ask({ type: "service.stop" });
    expect(shown).toHaveLength(before);
    inspectorShown$.next(true);
    await clock.pass(100);
    expect(view().event?.seq).toBe(seq);
  });

  it("has the machines with the present state, and the steps since it was opened", async () => {
    const { ask, view, clock } = await openInspecting();
    const [service] = view().machines.machines;
    expect(service?.situation).toBe("● It is here · ○ It was here before");
    expect(service?.boxes.map(({ name, mark }) => [name, mark])).toEqual([
      ["resting", "now"],
      ["working", "none"],
    ]);
    expect(service?.next).toContainEqual(expect.stringMatching(/ → working\./));
    await ask({ type: "service.stop" });
    await clock.pass(1_000);
    const stopped = view().machines.machines[0];
    expect(stopped?.moves.map(({ text }) => text).join()).toContain("→ working.stopping");
    const working = stopped?.boxes.find(({ name }) => name === "working");
    expect([working?.mark, working?.about[0]]).toEqual(["taken", "It was here before"]);
  });

  it("has the machines of a prompt and of a benchmark, too, each time that they run", async () => {
    const { ask, ollama, view, clock } = await openInspecting();
    ollama.models = [fakeModel("pony", { capabilities: ["completion"] })];
    ollama.details = new Map([[ollama.models[0]?.digest ?? "", fakeDetails()]]);
    await ask({ type: "models.refresh" });
    const model = modelName("pony");
    const machine = (name: string) => {
      const machines = view().machines.machines.filter(({ label }) => label === `${name} · pony:latest`);
      expect(machines).toHaveLength(1);
      return machines[0]!;
    };
    for (const type of ["try.benchmark", "try.ask"] as const) {
      await ask(type === "try.ask" ? { type, model, prompt: "Why?" } : { type, model });
      await ask({ type: "try.stop", model });
      await clock.pass(1_000);
    }
    expect(machine("benchmark").situation).toMatch(/^It has ended in: /);
    expect(machine("benchmark").next).toEqual([]);
    expect(machine("try").situation).toMatch(/^It has ended in: /);
    await ask({ type: "try.ask", model, prompt: "Why?" });
    expect(machine("try").situation).toMatch(/^● It is here/);
    expect(machine("try").moves.map(({ by }) => by)).toContain("started again");
  });

  it("shows a report instead, which nothing changes, until that is closed", async () => {
    const { inspecting, ask, view, texts, clock } = await openInspecting();
    const id = parseDownloadId("d1")!;
    const facts: readonly Recorded[] = [
      { seq: 90, atMs: 5_000, event: { type: "download.requested", host, id, model: modelName("pony") } },
      { seq: 91, atMs: 6_000, event: { type: "download.completed", host, id } },
    ];
    inspecting.inspector.openReport({ history: historyOf(facts), atMs: 7_000, name: "another machine" });
    await clock.pass(100);
    expect(view().report).toMatch(/^Report of .*, another machine$/);
    expect(texts().slice(1)).toEqual(["Download requested: pony", "Download complete: pony"]);
    expect(JSON.stringify(view().state)).toContain('"completed"');
    expect(view().machines).toEqual({ machines: [], remark: expect.stringContaining("A report") });
    await ask({ type: "service.stop" });
    expect(texts()).toHaveLength(3);
    await ask({ type: "inspector.close-report" });
    expect(view().report).toBe("");
    expect(texts()).toContain("Stop requested");
  });

  it("keeps the filter that the page shows when a report is opened or closed", async () => {
    const { inspecting, ask, view, texts, clock } = await openInspecting();
    await ask({ type: "inspector.filter", text: "nothing of this name", withReadings: false });
    const facts: readonly Recorded[] = [
      { seq: 90, atMs: 5_000, event: { type: "hosts.watched", hosts: [{ host }] } },
    ];
    inspecting.inspector.openReport({ history: historyOf(facts), atMs: 7_000, name: "another machine" });
    await clock.pass(100);
    expect([view().filter.text, texts()]).toEqual(["nothing of this name", []]);
    await ask({ type: "inspector.close-report" });
    await clock.pass(100);
    expect([view().filter.text, texts()]).toEqual(["nothing of this name", []]);
  });
});

describe("a history that cannot be read", () => {
  it("is said, and nothing else is shown", async () => {
    const bench = await openActionBench();
    const failure = { kind: "store-damaged" } as const;
    const shown: ShownInspector[] = [];
    const { createInspector } = await import("./inspect.action.ts");
    const { PortError } = await import("../shared/failure.ts");
    createInspector({
      app: {
        ...bench.app,
        history: {
          factsAfter() {
            throw new PortError(failure);
          },
          readings: () => [],
          snapshots: () => [],
          bytes: () => 0,
        },
      },
      requests: { recent: () => [], changed$: new Subject() },
      clock: bench.clock,
      shown$: new BehaviorSubject(true),
    }).inspected$.subscribe((one) => shown.push(one));
    await settled();
    expect(shown).toEqual([{ kind: "failed", failure }]);
    expect(inspectorView(bench.state(), shown[0]!, 0)).toMatchObject({
      open: null,
      failure: expect.stringMatching(/\w/),
    });
  });
});

describe("an event", () => {
  it("of a download names its model, though only its request does, and even if it is no longer listed", () => {
    const id = parseDownloadId("d1")!;
    const facts: readonly Recorded[] = (
      [
        { type: "download.requested", host, id, model: modelName("pony") },
        { type: "download.started", host, id },
        { type: "download.cancelled", host, id },
        { type: "download.cleared", host, id },
      ] as const
    ).map((event, index) => ({ seq: index + 1, atMs: index * 1_000, event }));
    const { timeline, facts: entries } = inspectorOf(facts, {
      filter: { text: "pony", withReadings: false },
    });
    expect(timeline.count()).toBe(4);
    expect(new Set(entries.map(({ model }) => model))).toEqual(new Set(["pony:latest"]));
  });
});

describe("exported events", () => {
  it("are those that are asked for, one line of JSON each", async () => {
    const { ask, person, seqOf, rows } = await openInspecting();
    const lines = async (which: "all" | "shown" | "selected"): Promise<readonly unknown[]> => {
      await ask({ type: "inspector.export", which });
      return person.saved
        .at(-1)!
        .trim()
        .split("\n")
        .map((line): unknown => JSON.parse(line));
    };
    expect((await ask({ type: "inspector.export", which: "selected" })).refusal).toEqual({
      reason: "no-events",
    });
    await ask({ type: "inspector.filter", text: "running", withReadings: false });
    const shown = rows().filter(({ kind }) => kind === "event");
    expect(await lines("shown")).toEqual(shown.map(({ seq }) => expect.objectContaining({ seq })));
    await ask({ type: "inspector.filter", text: "", withReadings: false });
    await ask({ type: "inspector.go", to: { kind: "event", seq: seqOf("Ollama is running") } });
    expect(await lines("selected")).toEqual([expect.objectContaining({ type: "service.running" })]);
    const all = await lines("all");
    expect(all).toContainEqual(expect.objectContaining({ type: "models.listed" }));
    expect(all).toContainEqual(expect.objectContaining({ type: "service.start-requested" }));
  });

  it("are also the shown readings that later ones have replaced in the store", async () => {
    const { ask, ollama, person, shown } = await openInspecting();
    await ask({ type: "inspector.filter", text: "models.listed", withReadings: true });
    for (const name of ["pony", "foal"]) {
      ollama.models = [...ollama.models, fakeModel(name)];
      await ask({ type: "models.refresh" });
    }
    await ask({ type: "inspector.export", which: "shown" });
    const lines = person.saved.at(-1)!.trim().split("\n");
    const last = shown.at(-1);
    expect(last?.kind === "open" && last.timeline.count()).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(1);
  });

  it("are without what only the person should see, however many there are, unless it is cancelled", async () => {
    const { ask, person, inspecting, clock } = await openInspecting();
    const file = "/home/alice/Secret Project/history.sqlite";
    const facts = Array.from({ length: 900 }, (_, index): Recorded => ({
      seq: index + 1,
      atMs: 5_000 + index,
      event: { type: "history.set-aside", file },
    }));
    inspecting.inspector.openReport({ history: historyOf(facts), atMs: 7_000, name: "another machine" });
    await clock.pass(100);
    await ask({ type: "inspector.export", which: "all" });
    const [text = ""] = person.saved;
    expect(text.trim().split("\n")).toHaveLength(900);
    expect(text).not.toMatch(/alice|Secret Project/);
    expect(person.shown).toContain("progress: Removing personal data from 900 events");
    person.cancels = true;
    expect((await ask({ type: "inspector.export", which: "all" })).refusal).toEqual({ reason: "declined" });
    expect(person.saved).toHaveLength(1);
  });
});
