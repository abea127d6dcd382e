import { describe, expect, it } from "vitest";
import { openActionBench } from "../testing/action-bench.ts";
import { PortError } from "../shared/failure.ts";
import { parseReport, type Report } from "./report-file.action.ts";

const DRAFT = "draft: ";
const make = { type: "report.make" } as const;

/** A window in which a person reports a problem, and presses these buttons then. */
async function openBench(...presses: readonly string[]) {
  const bench = await openActionBench();
  bench.person.presses = [...presses];
  const shown = (): Report => {
    const draft = bench.person.shown.findLast((text) => text.startsWith(DRAFT)) ?? "";
    const parsed = parseReport(draft.slice(DRAFT.length));
    if ("problem" in parsed) throw new Error(JSON.stringify(parsed.problem));
    return parsed.report;
  };
  /** What they were shown beside the report. */
  const others = () => bench.person.shown.filter((text) => !text.startsWith(DRAFT));
  return { ...bench, shown, others };
}

describe("a report of a problem", () => {
  it("is shown first: nothing is saved, copied or opened before the person asks for it", async () => {
    const { ask, person, shown, others } = await openBench();
    const asked = await ask(make);
    expect(asked.ended()).toEqual({ kind: "done" });
    expect(shown().versions).toEqual({
      paddock: "0.1.0",
      editor: "Visual Studio Code 1.139.0",
      machine: "linux x64",
      ollama: {},
    });
    expect(others()).toEqual([]);
    expect(person.saved).toEqual([]);
  });

  it("is copied and saved as the person has changed it", async () => {
    const { ask, person, others } = await openBench("Save…", "Copy", "Open an Issue");
    person.edits = () => "{}";
    await ask(make);
    expect(others().toSorted()).toEqual([
      "Copied the report",
      "Saved the report as /home/user/paddock-report-1970-01-01.json",
      "clipboard: {}",
      "website: https://issues.example/paddock",
    ]);
    expect(person.saved).toEqual(["{}"]);
  });

  it("says so if it cannot be saved, and stays open", async () => {
    const { ask, person, others } = await openBench("Save…", "Copy");
    person.save = () => Promise.resolve({ kind: "failed", detail: "ENOSPC" });
    await ask(make);
    expect(others()).toContain("refused: file-unwritable");
    expect(others()).toContain("Copied the report");
  });

  it("has the end of the log and the settings, without the person's secrets", async () => {
    const { ask, log, settings, report, shown, clock } = await openBench();
    await ask({ type: "service.start" });
    await clock.pass(5_000);
    log.write(...Array.from({ length: 400 }, (_, index) => `line ${index}`), "proxy says hunter22");
    settings.serviceEnvironment = { HTTPS_PROXY: "http://me:hunter22@proxy:1" };
    report.facts = {
      ...report.facts,
      settings: {
        "paddock.service.environment": { HTTPS_PROXY: "http://me:hunter22@proxy:1", MY_KEY: "x1" },
      },
      known: { hosts: ["zeus-box"] },
    };
    await ask(make);
    const { lines = [], place } = shown().log ?? {};
    expect(place).toBe("/home/user/serve.log");
    expect(lines).toHaveLength(300);
    expect(lines.at(-1)).toBe("proxy says redacted-secret-1");
    expect(shown().settings).toEqual({
      "paddock.service.environment": {
        HTTPS_PROXY: "http://…@redacted-host-1:1",
        MY_KEY: "redacted-secret-2",
      },
    });
  });

  it("has what the doctor finds", async () => {
    const { ask, shown } = await openBench();
    await ask(make);
    expect(shown().diagnosis).toContain("[look] Ollama does not run. Nothing answers at port 11434.");
  });

  it("says why there is no log", async () => {
    const { ask, log, shown, clock } = await openBench();
    await ask({ type: "service.start" });
    await clock.pass(5_000);
    log.isDenied = true;
    await ask(make);
    expect(shown().log).toMatchObject({ lines: [], problem: expect.stringContaining("permission") });
  });

  it("has the state where the history cannot be read", async () => {
    const { ask, report, shown, app } = await openBench();
    report.history = {
      factsAfter: () => [],
      readings: () => [],
      snapshots() {
        throw new PortError({ kind: "store-damaged" });
      },
    };
    await ask(make);
    expect(shown().events).toEqual([]);
    expect(shown().before.facts.watched).toEqual(app.state().facts.watched);
  });
});
