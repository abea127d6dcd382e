import {
  DEFAULT_ENDPOINT,
  parseDownloadId,
  type App,
  type AppEvent,
  type Recorded,
  type RequestLog,
} from "@paddock/core";
import { createInspector } from "@paddock/core/actions";
import { modelName, PortError } from "@paddock/core/testing";
import type { ActionRequest } from "@paddock/core/views";
import { BehaviorSubject, NEVER } from "rxjs";
import { browserClock } from "./browser-clock.ts";
import { host } from "./scene-host.ts";
import { HOSTILE } from "./scene-hostile.ts";

/**
 * That of the window, one whose events cannot be gone to, a long one, one whose texts are attacks, one that was opened as a
 * report, or none that can be read.
 */
const KINDS = ["own", "stuck", "long", "hostile", "report", "broken"] as const;
type SceneHistory = (typeof KINDS)[number];

export const sceneHistoryOf = (text: string | null): SceneHistory =>
  KINDS.find((kind) => kind === text) ?? "own";

/** An inspector of the scene's window, in which a person can do all but save a file. */
export function openSceneInspector(app: App, kind: SceneHistory) {
  const history = kind === "long" || kind === "hostile" || kind === "broken" ? historyOf(kind) : app.history;
  const { inspector, inspected$ } = createInspector({
    app: { ...app, history },
    requests: sceneRequests(kind === "hostile" ? HOSTILE : "/api/tags"),
    clock: browserClock,
    shown$: new BehaviorSubject(true),
  });
  if (kind === "report")
    inspector.openReport({
      history: historyOf("long"),
      atMs: Date.now() - 86_400_000,
      name: "another machine",
    });
  return {
    inspected$,
    perform: async (request: ActionRequest): Promise<string | undefined> => {
      switch (request.type) {
        case "inspector.filter": {
          const { text, kind: of, ofHost, ofModel, withReadings } = request;
          inspector.filter({
            text,
            withReadings,
            ...(of && { kind: of }),
            ...(ofHost !== undefined && { host: ofHost }),
            ...(ofModel !== undefined && { model: ofModel }),
          });
          return undefined;
        }
        case "inspector.scroll":
          inspector.scroll(request.row);
          return undefined;
        case "inspector.go":
          if (kind !== "stuck") inspector.go(request.to);
          return undefined;
        case "inspector.close-report":
          inspector.closeReport();
          return undefined;
        case "inspector.export":
          return `The preview would write ${(await inspector.events(request.which)).length} events.`;
        default:
          return `The preview cannot do “${request.type}”.`;
      }
    },
  };
}

function historyOf(kind: "long" | "hostile" | "broken"): App["history"] {
  const facts = kind === "hostile" ? hostileFacts() : longFacts(6_000);
  return {
    factsAfter(seq, most) {
      if (kind === "broken") throw new PortError({ kind: "store-damaged" });
      const first = facts.findIndex((one) => one.seq > seq);
      return first < 0 ? [] : facts.slice(first, first + most);
    },
    readings: () => [],
    snapshots: () => [],
    bytes: () => 4_100_000,
  };
}

/** An afternoon: the service is started, a model comes and is loaded, and a download fails. */
function day(number: number): readonly AppEvent[] {
  const id = parseDownloadId(`d${number % 40}`);
  const model = modelName("gpt-oss:20b");
  return [
    { type: "service.start-requested", host },
    { type: "service.starting", host, portOpen: false },
    {
      type: "service.running",
      host,
      version: "0.40.9",
      owner: { kind: "systemd", scope: "system", unit: "ollama.service" },
    },
    ...(id
      ? ([
          { type: "download.requested", host, id, model },
          { type: "download.sized", host, id, layers: [{ digest: "sha256:a", sizeBytes: 13_800_000_000 }] },
          { type: "download.started", host, id },
          number % 3 === 0
            ? { type: "download.failed", host, id, failure: { kind: "cut-off" } }
            : { type: "download.completed", host, id },
          { type: "download.cleared", host, id },
        ] satisfies readonly AppEvent[])
      : []),
    { type: "operation.requested", host, operation: { kind: "load", model } },
    { type: "operation.completed", host, operation: { kind: "load", model } },
    ...Array.from({ length: 3 }, (): AppEvent => ({ type: "models.refresh-requested", host })),
    { type: "service.stop-requested", host },
    { type: "service.stopped", host },
  ];
}

function longFacts(count: number): readonly Recorded[] {
  const facts: Recorded[] = [];
  const fromMs = Date.now() - 30 * 86_400_000;
  for (let number = 0; facts.length < count; number += 1) {
    const beganMs = fromMs + (number * 30 * 86_400_000) / (count / 15) + (number % 7) * 400_000;
    for (const [index, event] of day(number).entries())
      facts.push({ seq: facts.length + 1, atMs: beganMs + index * 1_187, event });
  }
  return facts;
}

const HOSTILE_EVENTS: readonly AppEvent[] = [
  { type: "service.pointed", host, endpoint: DEFAULT_ENDPOINT, isRemote: false, isDemo: false },
  { type: "service.misconfigured", host, setting: HOSTILE, text: HOSTILE, problem: "bad-host" },
  { type: "history.set-aside", file: HOSTILE },
  { type: "service.running", host, version: HOSTILE, owner: { kind: "paddock" } },
];

const hostileFacts = (): readonly Recorded[] =>
  HOSTILE_EVENTS.map((event, index) => ({ seq: index + 1, atMs: Date.now() - 60_000, event }));

function sceneRequests(path: string): RequestLog {
  const now = Date.now();
  const paths = ["/api/version", path, "/api/ps", "/api/pull"];
  return {
    recent: () =>
      paths.map((one, index) => ({
        number: index + 1,
        atMs: now - 90_000 + index * 25_000,
        method: index === 3 ? "POST" : "GET",
        origin: "http://localhost:11434",
        path: one,
        ...(index < 3 && { status: index === 2 ? 500 : 200 }),
        bytes: index * 5_104,
        ending: index < 3 ? { kind: "complete", tookMs: 4 + index } : { kind: "open" },
      })),
    changed$: NEVER,
  };
}
