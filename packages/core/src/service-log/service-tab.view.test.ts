import { recording, versions } from "@paddock/test-fixtures";
import { assert, describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import type { DashboardPart } from "../ui/dashboard-part.ts";
import { dashboardView } from "../ui/dashboard.view.ts";
import { unkeyed } from "../ui/keyed.ts";
import { host, pointed, running } from "../testing/events.ts";
import type { ReadStore } from "../models/model-layers.ts";
import type { StoredManifest, StoredTag } from "../models/model-store.ts";
import { fakeDetails, fakeModel, given, modelName } from "../testing/index.ts";
import { noRequests } from "../activity/request-list.ts";
import { describeLines } from "./description.ts";
import { serviceTabView } from "./service-tab.view.ts";
import type { ShownLog } from "./shown-log.ts";

const NOW = Date.parse("2026-11-23T09:06:14Z");
const WEIGHTS = "a".repeat(64);

const config = (env: string): string =>
  `time=2026-11-23T05:54:13.394Z level=INFO source=routes.go:1802 msg="server config" env="map[${env}]"`;
const listening = (address: string): string =>
  `time=2026-11-23T05:54:13.396Z level=INFO source=routes.go:1864 msg="Listening on ${address} (version 0.35.0)"`;
const event = (message: string, fields = "", level = "INFO"): string =>
  `time=2026-11-23T05:54:14.000Z level=${level} source=x.go:1 msg="${message}" ${fields}`;
const RTX = event(
  "inference compute",
  'id=0 library=CUDA compute=8.9 name=CUDA0 description="NVIDIA GeForce RTX 4070" driver=12.8 type=discrete total="12.0 GiB" available="11.0 GiB"',
);
const DROPPED = event(
  "dropping integrated GPU; to enable, set OLLAMA_IGPU_ENABLE=1",
  'library=Vulkan name=Vulkan0 description="AMD Radeon 780M"',
);

const followed = (lines: readonly string[], clients: ReadonlyMap<string, number> = new Map()): ShownLog => ({
  kind: "followed",
  place: { kind: "file", path: "/home/user/serve.log" },
  description: describeLines(lines),
  lines: lines.map((text, index) => ({ number: index + 1, text })),
  clients,
  requests: noRequests,
});

const manifestOf = (weights: string): StoredManifest => ({
  digest: "sha256:m",
  blobs: [`sha256:${weights}`],
  layers: [{ mediaType: "application/vnd.ollama.image.model", digest: `sha256:${weights}`, sizeBytes: 1 }],
  anchored: [],
});
const storeOf = (tags: readonly StoredTag[]): ReadStore => ({
  store: { tags, isWhole: true },
  blobs: [],
  missing: new Set(),
  version: "0.40.9",
});

const tab = (lines: readonly string[], ...events: readonly AppEvent[]) =>
  serviceTabView(given(pointed, running, ...events).state, NOW, { log: followed(lines), store: null });

describe("the Service tab", () => {
  it("has a view only while it is shown, as the search and the details of a model have", () => {
    const pony = fakeModel("pony");
    const { state } = given(pointed, running, { type: "models.listed", host, models: [pony] });
    const shown = (part: DashboardPart) => {
      const { serviceTab, find, chosen, tryPane } = dashboardView(state, NOW, {
        isShown: (one) => one === part,
        chosen: { model: pony.name, number: 1 },
      });
      const { details } = chosen ?? {};
      return Object.entries({ serviceTab, find, details, tryPane }).flatMap(([key, view]) =>
        view ? key : [],
      );
    };
    expect(shown("service")).toEqual(["serviceTab"]);
    expect(shown("downloads")).toEqual(["find"]);
    expect(shown("models")).toEqual(["details", "tryPane"]);
    expect(shown("disk")).toEqual([]);
  });

  it("says which variables wait for a restart, and offers it", () => {
    expect(tab([config("OLLAMA_KEEP_ALIVE:5m0s")]).environment.waiting).toBeNull();
    const differs: AppEvent = { type: "environment.differs", host, names: ["OLLAMA_KEEP_ALIVE"] };
    expect(tab([config("OLLAMA_KEEP_ALIVE:5m0s")], differs).environment.waiting).toMatchObject({
      text: "Ollama runs with another value of OLLAMA_KEEP_ALIVE than the settings have.",
      action: { label: "Restart to Apply 1 Setting", request: { type: "service.restart" } },
    });
  });

  it("says who runs Ollama, since when, and where its models are", () => {
    const { owner } = tab([config("OLLAMA_MODELS:/data/models"), listening("127.0.0.1:11434")]);
    expect(owner.rows.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      expect.stringMatching(/^Owner: /),
      expect.stringMatching(/^Since: \d\d:\d\d, 3 hr 12 min$/),
      "Version: 0.33.0",
      "Models folder: /data/models",
      "Listens on: 127.0.0.1:11434",
    ]);
  });

  it("shows what differs from Ollama's defaults, and all variables on request", () => {
    const { environment } = tab([config("OLLAMA_KEEP_ALIVE:10m0s OLLAMA_NUM_PARALLEL:1 OLLAMA_VULKAN:true")]);
    expect(environment.differing).toMatchObject([
      { key: "OLLAMA_KEEP_ALIVE", value: "10m0s", remark: "not 5m0s" },
    ]);
    expect(environment.all.map(({ key }) => key)).toHaveLength(3);
    expect(environment.showAll).toBe("Show All 3");
  });

  it("shows the devices as the log told, and those that are not used", () => {
    const { memory } = tab([config(""), RTX, DROPPED]);
    expect(memory.note).toMatch(/^from Ollama's log at /);
    expect(memory.devices).toMatchObject([
      { label: "NVIDIA GeForce RTX 4070", by: "CUDA 12.8", inUse: "1.1 GB", total: "12.9 GB" },
      { label: "AMD Radeon 780M", by: "not used", total: "–" },
    ]);
    expect(memory.devices[0]?.share).toBeCloseTo(1 / 12);
  });

  it("says what a model took, and why a part of it is on the CPU", () => {
    const pony = fakeModel("pony");
    const { memory, findings } = tab(
      [
        config(""),
        RTX,
        event("starting llama-server", `cmd="llama-server --model /m/blobs/sha256-${WEIGHTS} -np 1"`),
        "load_tensors: offloaded 27/33 layers to GPU",
        "load_tensors:        CUDA0 model buffer size =  4000.00 MiB",
        "load_tensors:   CPU_Mapped model buffer size =   500.00 MiB",
        "llama_kv_cache:      CUDA0 KV buffer size =  1000.00 MiB",
      ],
      { type: "models.listed", host, models: [pony] },
      {
        type: "models.described",
        host,
        key: pony.digest,
        details: fakeDetails({ modelfile: `FROM /m/blobs/sha256-${WEIGHTS}\n` }),
      },
    );
    expect(memory.loads).toMatchObject([
      {
        label: "pony:latest",
        detail: expect.stringContaining(
          "27 of 33 layers on the GPU\u00a0· 5.2 GB on CUDA0 (weights 4.2 GB, context 1.0 GB)\u00a0· 524 MB in main memory (weights 524 MB)",
        ),
      },
    ]);
    expect(findings).toMatchObject({
      note: "1 finding",
      rows: [
        {
          text: "6 of 33 layers of pony:latest are on the CPU.",
          evidence: "load_tensors: offloaded 27/33 layers to GPU",
        },
      ],
    });
  });

  it("shows the last error, which may be far above the end", () => {
    const later = Array.from({ length: 300 }, (_, index) => `line ${index}`);
    const { log } = tab([config(""), event("no room", "", "ERROR"), ...later]);
    expect(log.lastError).toMatchObject({
      label: "Last error",
      text: expect.stringContaining("ERROR no room"),
    });
    expect(tab([config(""), ...later]).log.lastError).toBeNull();
  });

  it("shows each kind of line in its own way", () => {
    const rows = unkeyed(
      tab([
        event("model requires more system memory", "needed=1", "ERROR"),
        '[GIN] 2026/11/23 - 14:03:12 | 200 |  11.8s |  192.168.1.23 | POST     "/v1/chat/completions"',
        '[GIN] 2026/11/23 - 14:03:13 | 500 |  1ms |  127.0.0.1 | POST     "/api/chat"',
        "panic: no",
        "llama_context: n_ctx = 4096",
      ]).log.lines,
    );
    expect(rows.map(({ time, level, tone, text }) => ({ time, level, tone, text }))).toEqual([
      {
        time: expect.stringMatching(/^\d\d:\d\d:14$/),
        level: "ERROR",
        tone: "wrong",
        text: "model requires more system memory needed=1",
      },
      {
        time: "14:03:12",
        level: "200",
        tone: "quiet",
        text: "11.8s       192.168.1.23    POST /v1/chat/completions",
      },
      { time: "14:03:13", level: "500", tone: "wrong", text: "1ms         127.0.0.1       POST /api/chat" },
      { time: "", level: "", tone: "wrong", text: "panic: no" },
      { time: "", level: "", tone: "quiet", text: "llama_context: n_ctx = 4096" },
    ]);
  });

  it.each(versions)("shows every line of a log of Ollama %s (recording log-load-and-sigterm)", (version) => {
    const found = recording(version, "log-load-and-sigterm");
    assert(found.kind === "log");
    const { log, environment, memory, unknown } = tab(found.log);
    expect(log.lines.order).toHaveLength(found.log.length);
    expect([environment.all.length > 25, memory.devices.length, unknown]).toEqual([true, 1, ""]);
  });

  it.each<[string, ShownLog, RegExp]>([
    ["elsewhere", { kind: "elsewhere" }, /There is no log yet\./],
    [
      "unreadable",
      {
        kind: "unreadable",
        place: { kind: "file", path: "/x" },
        failure: { kind: "log-unreadable", reason: "no-permission", detail: "EACCES" },
      },
      /^You do not have permission to read Ollama's log\. Ask an administrator .*“\/x”/,
    ],
    [
      "refused by a tool",
      {
        kind: "unreadable",
        place: { kind: "tool", program: "docker" },
        failure: { kind: "log-unreadable", reason: "no-permission", detail: "permission denied" },
      },
      /Ask an administrator for the right to use “docker”\.$/,
    ],
    ["empty", followed([]), /^No line of Ollama's log was found yet .*restart Ollama/],
  ])("says once why there are no lines, and what to do: a log that is %s", (_kind, log, why) => {
    const view = serviceTabView(given(pointed, running).state, NOW, { log, store: null });
    expect(view.log.why).toMatch(why);
    expect(view.unknown).toBe("Not known without Ollama's log.");
  });

  it("does not say that a log follows which its service has ended", () => {
    const lines = [config("OLLAMA_NUM_PARALLEL:1")];
    expect(tab(lines).log.note).toMatch(/^follows · /);
    const { log } = serviceTabView(given(pointed, running, { type: "service.stopped", host }).state, NOW, {
      log: followed(lines),
      store: null,
    });
    expect(log.note).toMatch(/^of the last run, ended at .+ · /);
  });

  it("offers for each finding what may mend it, by the name of its model where that is known", () => {
    const load = event(
      "starting llama-server",
      `cmd="llama-server --model /m/blobs/sha256-${WEIGHTS} -np 1"`,
    );
    const lines = [config(""), RTX, DROPPED, load, "load_tensors: offloaded 27/33 layers to GPU"];
    const pony = fakeModel("pony");
    const listed: AppEvent = { type: "models.listed", host, models: [pony] };
    const tag = {
      name: pony.name,
      layout: "v2",
      digest: "sha256:m",
      manifests: [manifestOf(WEIGHTS)],
    } as const;
    const shown = (store: ReadStore | null) =>
      serviceTabView(given(pointed, running, listed).state, NOW, { log: followed(lines), store });
    const read = storeOf([{ ...tag, name: modelName("gone") }, tag]);
    expect(shown(read).findings.rows.map(({ text, fix }) => [text, fix?.label])).toEqual([
      ["AMD Radeon 780M is not used.", "Show How to Change It…"],
      ["6 of 33 layers of pony:latest are on the CPU.", "Show Model"],
    ]);
    expect(shown(read).findings.rows[0]?.fix?.request).toEqual({
      type: "service.show-environment-lines",
      on: "OLLAMA_IGPU_ENABLE",
    });
    expect(shown(read).findings.rows[1]?.fix?.request).toEqual({
      type: "model.show-details",
      model: pony.name,
    });
    expect(shown(read).memory.loads.map(({ label }) => label)).toEqual([pony.name]);
    for (const unread of [null, storeOf([{ ...tag, manifests: [manifestOf("b".repeat(64))] }])]) {
      const { findings, memory } = shown(unread);
      expect(findings.rows[1]).toMatchObject({
        text: "6 of 33 layers of a model are on the CPU.",
        fix: { label: "Show Models", request: { type: "dashboard.show-part", part: "models" } },
      });
      expect(memory.loads.map(({ label }) => label)).toEqual(["A model"]);
    }
  });

  it("says by what the context length is chosen, unless it is set", () => {
    const context = event("vram-based default context", 'total_vram="12 GiB" default_num_ctx=4096');
    const CPU = event("inference compute", 'id=cpu library=cpu total="23.5 GiB" available="22.6 GiB"');
    const said = (...lines: readonly string[]): string => tab([...lines, context]).memory.context;
    expect(said(config("OLLAMA_CONTEXT_LENGTH:0"), RTX)).toContain(
      "4,096 tokens, chosen by the memory of the GPUs.",
    );
    expect(said(config("OLLAMA_CONTEXT_LENGTH:0"), CPU)).toMatch(/: 4,096 tokens\.$/);
    expect(said(config("OLLAMA_CONTEXT_LENGTH:8192"), RTX)).toBe("");
  });

  it("keeps what differs where all variables are shown", () => {
    const { environment } = tab([config("OLLAMA_KEEP_ALIVE:10m0s OLLAMA_NUM_PARALLEL:1")]);
    expect(environment.noteOfAll).not.toBe(environment.note);
    expect(environment.all).toMatchObject([
      { key: "OLLAMA_KEEP_ALIVE", value: "10m0s", remark: "not 5m0s" },
      { key: "OLLAMA_NUM_PARALLEL", value: "1", remark: "" },
    ]);
  });

  it("says where another program keeps its log", () => {
    const theirs = { ...running, owner: { kind: "another-program" } } as const;
    const { log } = serviceTabView(given(pointed, theirs).state, NOW, {
      log: { kind: "elsewhere" },
      store: null,
    });
    expect(log.why).toContain("“journalctl -u ollama”");
  });

  it("shows what another window has read, while it does not read itself", () => {
    const description = describeLines([config(""), RTX]);
    const { state } = given(pointed, running, { type: "service.described", host, description });
    expect(serviceTabView(state, NOW, { log: { kind: "closed" }, store: null }).memory.devices).toHaveLength(
      1,
    );
  });
});
