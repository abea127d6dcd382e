import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evolve } from "../app/evolve.ts";
import { factsSchema, initialState, type AppState, type Facts } from "../app/state.ts";
import { EVENTS, isFact, keyOf, type AppEvent, type Recorded } from "../app/events.ts";
import type { RecordedHistory, Snapshot } from "../history/event-store.port.ts";
import { anyHistory } from "../testing/arbitraries/events.ts";
import { planted, plantedKnown } from "../testing/planted-secrets.ts";
import { host, pointed, running } from "../testing/events.ts";
import type { KnownWords } from "./known-words.ts";
import { FakeSettings } from "../testing/fake-settings.ts";
import { closedWords } from "./closed-words.ts";
import { modelName } from "../testing/index.ts";
import { makeReport, type ReportParts } from "./make-report.action.ts";
import { redactorFor } from "./redactor-for.action.ts";
import { historyOf, parseReport, type Report } from "./report-file.action.ts";

/** A store in which this was recorded. */
function storeOf(recorded: readonly Recorded[], snapshots: readonly Snapshot[] = []): RecordedHistory {
  const facts = recorded.filter(({ event }) => isFact(event));
  const last = new Map<string, Recorded>();
  for (const one of recorded) if (!isFact(one.event)) last.set(keyOf(one.event), one);
  return {
    factsAfter: (seq, most) => facts.filter((one) => one.seq > seq).slice(0, most),
    readings: () => [...last].map(([key, one]) => ({ key, recorded: one })),
    snapshots: () => snapshots,
  };
}

/** A report of a window in which this has happened. */
function reportOf(
  recorded: readonly Recorded[],
  { known = plantedKnown, ...also }: Partial<ReportParts> & { readonly known?: KnownWords } = {},
): string {
  const state = recorded.reduce(evolve, initialState);
  return makeReport({
    state,
    history: storeOf(recorded),
    nowMs: 1_000_000,
    versions: { paddock: "0.1.0", editor: "Visual Studio Code 1.139.0", machine: "linux x64" },
    settings: {},
    redactorOf: (told) =>
      redactorFor({ app: { state: () => state }, settings: new FakeSettings() }, known, told),
    ...also,
  });
}

function opened(content: string): { readonly report: Report; readonly unread: number } {
  const parsed = parseReport(content);
  if ("problem" in parsed) throw new Error(JSON.stringify(parsed.problem));
  return parsed;
}

const failedWith = (detail: string, seq: number): Recorded => ({
  seq,
  atMs: seq,
  event: {
    type: "service.failed",
    host,
    failure: { kind: "unexpected", detail },
    logLines: [detail, detail],
  },
});

/** What redaction leaves of a state. */
const shapeOf = ({ hosts, watched, notices, history, leader }: Facts) => ({
  situations: Object.values(hosts).map(({ service, downloads, operations }) => [
    service.situation.kind,
    service.owner.kind,
    Object.values(downloads).map(({ situation }) => situation.kind),
    operations.length,
  ]),
  watched: watched.length,
  notices: notices.map(({ about }) => about.kind),
  history: history.kind,
  leaderSinceMs: leader?.sinceMs,
});

/** The words of our own vocabularies, which a person may have as names and secrets. */
const OURS = [...closedWords([factsSchema, ...EVENTS.map(({ schema }) => schema)]).values()].flatMap(
  (words) => [...words],
);

describe("a report", () => {
  it("can be read again, and its events add up to the same state, whatever has happened", () => {
    fc.assert(
      fc.property(
        anyHistory,
        fc.constantFrom(plantedKnown, { names: OURS }, { secrets: OURS }),
        (made, known) => {
          const recorded = structuredClone(made);
          const { report, unread } = opened(reportOf(recorded, { known }));
          expect(unread).toBe(0);
          expect(report.events.map(({ seq }) => seq)).toEqual(
            recorded.filter(({ event }) => isFact(event)).map(({ seq }) => seq),
          );
          const after = report.events.reduce(evolve, { ...initialState, facts: report.before.facts });
          const was = recorded.reduce(evolve, initialState);
          expect(shapeOf(after.facts)).toEqual(shapeOf(was.facts));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("has none of what was planted in state, log and settings", () => {
    const rows = Object.values(planted).flat();
    expect(rows.length).toBeGreaterThanOrEqual(200);
    const recorded = rows.map(([text], index) => failedWith(text, index + 1));
    const texts = rows.map(([text]) => text);
    const report = reportOf([{ seq: 0.5, atMs: 0, event: pointed }, ...recorded], {
      log: { place: "/home/annab/logs/server.log", lines: texts.flatMap((text) => text.split("\n")) },
      settings: Object.fromEntries(texts.map((text, index) => [`paddock.x${index}`, { text, list: [text] }])),
      diagnosis: texts.flatMap((text) => text.split("\n")),
    }).toLowerCase();
    const found = rows
      .flatMap(([, ...secrets]) => secrets)
      .filter((secret) => report.includes(secret.toLowerCase()));
    expect(found).toEqual([]);
  });

  it("has no names of hosts and models that are no longer there", () => {
    const divorce = modelName("divorce");
    const copied = { kind: "copy", model: modelName("pony"), destination: divorce } as const;
    const events: readonly AppEvent[] = [
      pointed,
      { type: "hosts.watched", hosts: [{ host, name: "Mandant Falcon" }] },
      { type: "operation.completed", host, operation: copied },
      ...Array.from({ length: 500 }, () => running),
      { type: "operation.completed", host, operation: { kind: "delete", model: divorce } },
      { type: "hosts.watched", hosts: [{ host }] },
    ];
    const recorded = events.map((event, index) => ({ seq: index + 1, atMs: index, event }));
    const report = reportOf([...recorded, failedWith("Mandant Falcon has no divorce", 1_000)]);
    expect(opened(report).report.before.facts.watched).toHaveLength(1);
    expect(report).not.toMatch(/falcon|divorce/i);
  });

  it("begins at the newest saved state after which enough has happened", () => {
    const facts = Array.from({ length: 1_200 }, (_, index): Recorded => ({
      seq: index + 1,
      atMs: index,
      event: index === 0 ? pointed : running,
    }));
    const at = (seq: number): Snapshot => {
      const state: AppState = facts.slice(0, seq).reduce(evolve, initialState);
      return { seq, facts: state.facts };
    };
    const { report } = opened(reportOf(facts, { history: storeOf(facts, [at(300), at(1_100)]) }));
    expect(report.before.seq).toBe(700);
    expect<unknown>(report.before.facts).toEqual(at(700).facts);
    expect<unknown>(report.events).toEqual(facts.slice(-500));
    const history = historyOf(report);
    expect<unknown>(history.snapshots()).toEqual([report.before]);
    expect<unknown>(history.factsAfter(1_198, 5)).toEqual(facts.slice(-2));
  });

  it("can be read where the person has the name of something else", () => {
    const known = { users: ["service", "running", "paddock"], names: ["pointed"], hosts: ["kept"] };
    const { report, unread } = opened(
      reportOf(
        [
          { seq: 1, atMs: 0, event: pointed },
          { seq: 2, atMs: 0, event: running },
        ],
        { known },
      ),
    );
    expect(unread).toBe(0);
    expect(report.events.map(({ event }) => event.type)).toEqual(["service.pointed", "service.running"]);
  });

  it("can be read where the person has a word of ours as a name or a secret", () => {
    const container = { kind: "container", engine: "podman", name: "falcon" } as const;
    const systemd = { kind: "systemd", scope: "user", unit: "ollama.service" } as const;
    const events = [
      pointed,
      { ...running, owner: container },
      { type: "service.owned", host, owner: systemd },
    ] as const;
    const recorded = events.map((event, index) => ({ seq: index + 1, atMs: index, event }));
    const known = { names: ["podman"], secrets: ["user", "load", "systemd.scope"] };
    const { report, unread } = opened(
      reportOf([...recorded, failedWith("downloading as user load", 9)], { known }),
    );
    expect(unread).toBe(0);
    expect(report.events.slice(1).map(({ event }) => "owner" in event && event.owner)).toEqual([
      { ...container, name: "falcon" },
      systemd,
      false,
    ]);
    expect(JSON.stringify(report.events)).toMatch(/downloading as redacted-secret-\d redacted-secret-\d/);
  });

  it("says what was made with what", () => {
    const { report } = opened(
      reportOf(
        [
          { seq: 1, atMs: 0, event: pointed },
          { seq: 2, atMs: 0, event: running },
        ],
        {
          settings: { "paddock.host": "http://gpu-box.lan:11434", "paddock.stopOnExit": true },
          log: { place: "journalctl", lines: [], problem: "No permission" },
        },
      ),
    );
    expect(report.versions.ollama).toEqual({ [host]: "0.33.0" });
    expect(report.settings).toEqual({
      "paddock.host": "http://redacted-host-1:11434",
      "paddock.stopOnExit": true,
    });
    expect(report.log).toEqual({ place: "journalctl", lines: [], problem: "No permission" });
  });
});

describe("a file that is opened as a report", () => {
  const made = reportOf([{ seq: 1, atMs: 0, event: pointed }]);
  const changed = (change: object) => parseReport(JSON.stringify({ ...JSON.parse(made), ...change }));

  it.each([
    ["no JSON", () => parseReport("{"), { kind: "not-a-report" }],
    ["other JSON", () => parseReport('{"version":1}'), { kind: "not-a-report" }],
    ["a newer one", () => changed({ version: 2 }), { kind: "newer" }],
    ["too large", () => parseReport(" ".repeat(8_000_001)), { kind: "too-large" }],
    [
      "no state",
      () => changed({ before: { seq: 0, facts: {} } }),
      { kind: "damaged", where: "before.facts.hosts" },
    ],
    [
      "events in disorder",
      () => changed({ before: { seq: 1, facts: initialState.facts } }),
      { kind: "damaged", where: "events" },
    ],
    [
      "too many events",
      () =>
        changed({ events: Array.from({ length: 5_001 }, () => ({ seq: 1, atMs: 1, event: { type: "x" } })) }),
      { kind: "damaged", where: "events" },
    ],
  ])("is refused: %s", (_, parse, problem) => {
    expect(parse()).toEqual({ problem });
  });

  it("may have events that this version does not know", () => {
    const parsed = changed({ events: [{ seq: 2, atMs: 0, event: { type: "service.invented" } }] });
    expect(parsed).toMatchObject({ unread: 1, report: { events: [] } });
  });

  it("is read or refused, whatever is in it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (content) => {
        expect(parseReport(content)).toHaveProperty("problem");
      }),
    );
  });
});
