import { inspectorOf } from "../testing/shown-inspector.ts";
import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeDetails, fakeModel, given } from "../testing/index.ts";
import { dashboardView, inspectorView, modelHover, modelRows, publicState, statusBarView } from "./index.ts";

const id = parseDownloadId("d1")!;
const { owner } = running;
const pony = fakeModel("pony:1b", { sizeBytes: 1_300_000_000 });
const foal = fakeModel("foal", { sizeBytes: 274_000_000, capabilities: ["embedding"] });
const cloud = fakeModel("gpt-oss:120b-cloud", { sizeBytes: 400, remoteHost: "https://ollama.com" });
const listed = { type: "models.listed", host, models: [pony, foal, cloud] } as const;
const loaded = {
  name: pony.name,
  sizeBytes: 3_000_000_000,
  vramBytes: 3_000_000_000,
  contextLength: 8_192,
  expiresAtMs: 240_000,
};
const up = [pointed, running, listed, { type: "models.loaded", host, models: [loaded] }] as const;

describe("the status bar", () => {
  it.each<[string, readonly AppEvent[], string]>([
    ["is looked for", [], "Ollama: Looking…"],
    ["is not installed", [pointed, { type: "service.not-installed", host }], "Ollama: Not installed"],
    [
      "is not where the setting says",
      [pointed, { type: "service.not-installed", host, path: "/nowhere/ollama" }],
      "Ollama: Program not found",
    ],
    ["has stopped", [pointed, { type: "service.stopped", host }], "Ollama: Stopped :11434"],
    ["starts", [pointed, { type: "service.start-requested", host }], "Ollama: Starting… :11434"],
    ["runs", [pointed, running], "Ollama: Running :11434"],
    [
      "hangs",
      [pointed, running, { type: "service.not-answering", host, owner }],
      "Ollama: Not answering :11434",
    ],
    ["stops", [pointed, running, { type: "service.stop-requested", host }], "Ollama: Stopping… :11434"],
    [
      "failed",
      [pointed, { type: "service.failed", host, failure: { kind: "not-installed" }, logLines: [] }],
      "Ollama: Failed :11434",
    ],
    ["has no port", [pointed, { type: "service.port-taken", host }], "Ollama: Port in use :11434"],
    [
      "denies access",
      [pointed, { type: "service.refused", host, owner, failure: { kind: "forbidden", status: 403 } }],
      "Ollama: Access denied :11434",
    ],
    [
      "is unreachable",
      [pointed, { type: "service.unreachable", host, failure: { kind: "unreachable", cause: "no-route" } }],
      "Ollama: Not reachable · localhost",
    ],
    [
      "is misconfigured",
      [{ type: "service.misconfigured", host, setting: "paddock.host", text: "x y", problem: "bad-host" }],
      "Ollama: Invalid host",
    ],
  ])("says that Ollama %s", (_what, history, text) => {
    const { state } = given(...history);
    expect(statusBarView(state, 0).text).toBe(text);
  });

  it("shows a download's progress, and offers to cancel it once", () => {
    const progress = { step: "pulling", doneBytes: 42, totalBytes: 100, share: 0.42 } as const;
    const events = [
      ...up,
      { type: "download.requested", host, id, model: pony.name },
      { type: "download.started", host, id },
      { type: "download.progressed", host, id, progress },
    ] as const;
    const { state } = given(...events);
    expect(statusBarView(state, 0)).toMatchObject({ text: "Ollama: Running :11434 · 42%", tone: "busy" });
    const cancel = { label: "Cancel Download", request: { type: "download.cancel", id } };
    expect(statusBarView(state, 0).actions.at(-1)).toEqual(cancel);
    const cancelling = given(...events, { type: "download.cancel-requested", host, id });
    expect(statusBarView(cancelling.state, 0).actions).not.toContainEqual(cancel);
  });

  it("shows a percentage only while bytes move, and never no bytes", () => {
    const second = parseDownloadId("d2")!;
    const requested = { type: "download.requested", host, id, model: pony.name } as const;
    const started = { type: "download.started", host, id } as const;
    const progress = { step: "pulling", doneBytes: 47, totalBytes: 100, share: 0.47 } as const;
    const pulling = [requested, started, { type: "download.progressed", host, id, progress }] as const;
    const textAfter = (...events: readonly AppEvent[]) => statusBarView(given(...events).state, 0).text;
    expect(textAfter(...up, requested, started)).toBe("Ollama: Running :11434");
    expect(textAfter(...up, ...pulling)).toBe("Ollama: Running :11434 · 47%");
    expect(textAfter(...up, ...pulling, { type: "service.stopped", host })).toBe(
      "Ollama: Stopped :11434 · 1 download waiting",
    );
    expect(
      textAfter(pointed, { type: "service.not-installed", host }, requested, {
        type: "download.requested",
        host,
        id: second,
        model: foal.name,
      }),
    ).toBe("Ollama: Not installed · 2 downloads waiting");
  });

  it("shows one percentage for several downloads, and offers to cancel each", () => {
    const second = parseDownloadId("d2")!;
    const progress = { step: "pulling", doneBytes: 10, totalBytes: 100, share: 0.1 } as const;
    const { state } = given(
      ...up,
      { type: "download.requested", host, id, model: pony.name },
      { type: "download.requested", host, id: second, model: foal.name },
      { type: "download.started", host, id },
      { type: "download.started", host, id: second },
      { type: "download.progressed", host, id, progress },
      {
        type: "download.progressed",
        host,
        id: second,
        progress: { step: "pulling", doneBytes: 270, totalBytes: 300, share: 0.9 },
      },
    );
    const { text, tooltip, actions } = statusBarView(state, 0);
    expect(text).toBe("Ollama: Running :11434 · 2 downloads: 70%");
    expect(tooltip).toEqual(expect.arrayContaining(["Downloading pony:1b", "Downloading foal:latest"]));
    expect(actions.slice(-2).map(({ label }) => label)).toEqual([
      "Cancel Download of pony:1b",
      "Cancel Download of foal:latest",
    ]);
  });

  it("shows the last test and a demo in its tooltip", () => {
    const { state } = given(
      { ...pointed, isDemo: true },
      running,
      { type: "test.requested", host },
      { type: "test.stepped", host, step: { step: "reach", outcome: "passed", tookMs: 1 } },
      {
        type: "test.stepped",
        host,
        step: {
          step: "answer",
          outcome: "passed",
          tookMs: 412,
          model: pony.name,
          by: "/api/chat",
          answer: { kind: "words", text: "Hi" },
        },
      },
      { type: "test.completed", host },
    );
    const { tooltip, address } = statusBarView(state, 130_000);
    expect(tooltip).toContain("Test API: answered in 412 ms · 2 minutes ago");
    expect(address?.label).toBe("http://localhost:11434/api/generate");
    expect(tooltip.join()).not.toContain("http"); // that would be a link to a page that takes no GET
    expect(tooltip[0]).toBe("Demo: Ollama was not found, so a simulator answers");
  });
});

describe("the models' rows", () => {
  it("are Available while the service runs, with a remark", () => {
    expect(modelRows(given(...up).state, 0).map(({ name, detail, kind }) => [name, detail, kind])).toEqual([
      ["pony:1b", "Loaded · 3.0 GB · 4 min", "loaded"],
      ["foal:latest", "Available · 274 MB", "idle"],
      ["gpt-oss:120b-cloud", "Available · cloud", "cloud"],
    ]);
  });

  it("are Unavailable, but still listed, while it does not", () => {
    const rows = modelRows(given(...up, { type: "service.stopped", host }).state, 0);
    expect(rows.map(({ detail }) => detail)).toEqual([
      "Unavailable · 274 MB",
      "Unavailable · cloud",
      "Unavailable · 1.3 GB",
    ]);
  });

  it("show a running operation", () => {
    const { state } = given(...up, {
      type: "operation.requested",
      host,
      operation: { kind: "load", model: foal.name },
    });
    expect(modelRows(state, 0)[1]).toMatchObject({ detail: "Loading… · 274 MB", kind: "busy" });
  });

  it("say an update where there is room for it", () => {
    const status = {
      kind: "outdated",
      layers: [],
      missing: [{ digest: "sha256:a", sizeBytes: 24e6 }],
    } as const;
    const found = [pony, foal].map(
      ({ name: model, digest }) => ({ type: "updates.found", host, model, digest, status }) as const,
    );
    const abouts = modelRows(given(...up, ...found).state, 0).map(({ about }) => about);
    expect(abouts.slice(0, 2)).toEqual([
      "Loaded · 3.0 GB · 4 min · update, 24.0 MB",
      "Available · 274 MB · update, 24.0 MB",
    ]);
  });

  it("say why a load may take minutes, with an Ollama that converts models", () => {
    const loading = {
      type: "operation.requested",
      host,
      operation: { kind: "load", model: foal.name },
    } as const;
    const detailOf = (version: string, nowMs: number) =>
      modelRows(given(pointed, { ...running, version }, listed, loading).state, nowMs)[0]?.detail;
    const converting = "Loading… · Ollama may have to convert it first, which takes minutes";
    expect(detailOf("0.40.2", 180_000)).toBe(converting);
    expect(detailOf("0.40.2", 10_000)).toBe("Loading… · 274 MB");
    expect(detailOf("0.33.0", 180_000)).toBe("Loading… · 274 MB");
    const converted = { ...loading, type: "operation.converting" } as const;
    expect(modelRows(given(...up, loading, converted).state, 10_000)[1]?.detail).toBe(
      "Converting… · takes minutes",
    );
  });

  it("show the details in the tooltip, once known", () => {
    const described = {
      type: "models.described",
      host,
      key: pony.digest,
      details: fakeDetails({ contextLength: 131_072 }),
    } as const;
    expect(modelHover(given(...up, described).state, pony.name, 0)).toEqual([
      "pony:1b",
      "Loaded · 3.0 GB · 4 min left · all on the GPU",
      "context 8,192 of 131,072",
      "3.2 B · Q4_K_M · llama · 1.3 GB",
      "Capabilities: chat",
      "Context: up to 131,072 tokens",
    ]);
  });
});

describe("the public state", () => {
  it("is plain JSON of the documented shape", () => {
    const progress = { step: "pulling", doneBytes: 1, totalBytes: 2 } as const;
    const { state } = given(
      ...up,
      { type: "download.requested", host, id, model: foal.name },
      { type: "download.progressed", host, id, progress },
    );
    const view = publicState(state);
    expect(JSON.parse(JSON.stringify(view))).toEqual(view);
    expect(view).toMatchObject({
      service: {
        situation: "running",
        host: "http://localhost:11434",
        version: "0.33.0",
        control: "ours",
        owner: "paddock",
      },
      models: [
        { name: "pony:1b", sizeBytes: 1_300_000_000, available: true, loaded: { vramBytes: 3_000_000_000 } },
        {},
        {},
      ],
      downloads: [{ id: "d1", model: "foal:latest", situation: "queued", doneBytes: 1, totalBytes: 2 }],
    });
  });
});

describe("the pages' views", () => {
  it("are JSON, so that they can be sent", () => {
    const history = [
      ...up,
      { type: "models.described", host, key: pony.digest, details: fakeDetails() },
    ] as const;
    const { state } = given(...history);
    const dashboard = dashboardView(state, 0, { chosen: { model: pony.name, number: 1 } });
    expect(JSON.parse(JSON.stringify(dashboard))).toEqual(dashboard);
    expect(dashboard.chosen?.details).toMatchObject({
      state: "Loaded",
      now: "3.0 GB · 4 min left · all on the GPU · context 8,192",
      remark: { text: "" },
    });
    const recorded = history.map((event, index) => ({ seq: index + 1, atMs: index, event }));
    const inspector = inspectorView(state, inspectorOf(recorded), 0);
    expect(JSON.parse(JSON.stringify(inspector))).toEqual(inspector);
  });
});
