import { firstValueFrom } from "rxjs";
import { describe, expect, it } from "vitest";
import { inspectorView } from "../inspector/inspector.view.ts";
import { openActionBench } from "../testing/action-bench.ts";

const FILE = "/home/user/reports/report.json";
const open = { type: "report.open" } as const;

/** A window in which a person opens this file. */
async function openBench(content?: string) {
  const bench = await openActionBench();
  bench.person.fileChosen = FILE;
  if (content !== undefined) bench.report.files.set(FILE, content);
  return bench;
}

/** The text of a report that another window has made of its own history. */
async function madeElsewhere(): Promise<string> {
  const { ask, app, ollama, clock, person, report } = await openActionBench();
  ollama.appear();
  await clock.pass(5_000);
  report.history = app.history;
  await ask({ type: "report.make" });
  const draft = person.shown.find((text) => text.startsWith("draft: ")) ?? "";
  return draft.slice("draft: ".length);
}

describe("a report that is opened", () => {
  it("is shown in the inspector: its events, and the state that they add up to", async () => {
    const { ask, person, inspecting, inspectorShown$, app } = await openBench(await madeElsewhere());
    inspectorShown$.next(true);
    expect((await ask(open)).ended()).toEqual({ kind: "done" });
    expect(person.shown).toContain("page: inspector");
    const shown = await firstValueFrom(inspecting.inspected$);
    const view = inspectorView(app.state(), shown, 0);
    expect(view.open?.report).toContain("report.json");
    expect(shown.kind === "open" && shown.facts.map(({ type }) => type)).toContain("service.running");
    expect(shown.kind === "open" && Object.values(shown.last.hosts)[0]?.service.situation.kind).toBe(
      "running",
    );
  });

  it("touches no Ollama", async () => {
    const { ask, app } = await openBench(await madeElsewhere());
    const before = app.state().facts;
    await ask(open);
    expect(app.state().facts).toBe(before);
  });

  it.each([
    ["is no report", "{}", { kind: "not-a-report" }],
    ["cannot be read", undefined, { kind: "unreadable", detail: "no such file" }],
  ])("is refused where the file %s", async (_, content, flaw) => {
    const { ask, person } = await openBench(content);
    expect((await ask(open)).refusal).toEqual({ reason: "report-unopened", flaw });
    expect(person.shown).not.toContain("page: inspector");
  });

  it("says how many events are left out", async () => {
    const made: object = JSON.parse(await madeElsewhere());
    const readings = [{ seq: 1, atMs: 0, event: { type: "service.invented" } }];
    const { ask, person } = await openBench(JSON.stringify({ ...made, readings }));
    await ask(open);
    expect(person.shown.at(-1)).toBe("1 event is left out, because this version of Paddock does not know it");
  });

  it("is none where the person chooses no file", async () => {
    const { ask, person } = await openBench();
    person.fileChosen = undefined;
    expect((await ask(open)).refusal).toEqual({ reason: "declined" });
  });
});
