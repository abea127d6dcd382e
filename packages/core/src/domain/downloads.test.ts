import { describe, expect, it } from "vitest";
import { given, modelName } from "../testing/index.ts";
import { DEFAULT_ENDPOINT, originOf } from "./endpoint.ts";
import { parseDownloadId } from "./names.ts";

const id = parseDownloadId("d1")!;
const other = parseDownloadId("d2")!;
const model = modelName("llama3.2");
const origin = originOf(DEFAULT_ENDPOINT);
const up = [
  { type: "service.pointed", endpoint: DEFAULT_ENDPOINT, isRemote: false, isDemo: false },
  { type: "service.running", version: "0.33.0", control: "not-ours" },
] as const;
const requested = { type: "download.requested", id, model, origin } as const;

describe("download.request", () => {
  it("needs a running service", () => {
    expect(given().when({ type: "download.request", id, model })).toMatchObject({
      refusal: { reason: "not-running" },
    });
  });

  it("is refused while the same model is on its way", () => {
    expect(given(...up, requested).when({ type: "download.request", id: other, model })).toEqual({
      accepted: false,
      refusal: { reason: "already-downloading", model },
    });
  });

  it("is refused while another one runs: two pulls of one layer would kill Ollama", () => {
    const command = { type: "download.request", id: other, model: modelName("qwen3") } as const;
    expect(given(...up, requested).when(command)).toMatchObject({
      refusal: { reason: "one-at-a-time", model },
    });
  });

  it("is accepted again once the first one failed", () => {
    const failed = { type: "download.failed", id, failure: { kind: "disk-full" } } as const;
    expect(
      given(...up, requested, failed).when({ type: "download.request", id: other, model }).accepted,
    ).toBe(true);
  });
});

describe("download.cancel", () => {
  it("is refused for one that has ended, and done once for one that has not", () => {
    const cancel = { type: "download.cancel", id } as const;
    expect(given(...up).when(cancel)).toMatchObject({ refusal: { reason: "no-such-download" } });
    expect(given(...up, requested).when(cancel)).toMatchObject({
      events: [{ type: "download.cancel-requested", id }],
    });
    expect(given(...up, requested, { type: "download.cancel-requested", id }).when(cancel)).toEqual({
      accepted: true,
      events: [],
    });
    expect(given(...up, requested, { type: "download.completed", id }).when(cancel).accepted).toBe(false);
  });
});

describe("a download", () => {
  it("that is unknown is not brought to life by a late reading", () => {
    const progress = { step: "pulling", doneBytes: 1 } as const;
    expect(given({ type: "download.progressed", id, progress }).state.facts.downloads).toEqual({});
  });

  it("stays as it ended, whatever still comes in", () => {
    const { state } = given(
      ...up,
      requested,
      { type: "download.cancelled", id },
      { type: "download.completed", id },
    );
    expect(state.facts.downloads[id]).toMatchObject({ situation: { kind: "cancelled" } });
  });

  it("goes on when the same Ollama is looked after anew", () => {
    const { state } = given(...up, requested, up[0]);
    expect(state.facts.downloads[id]).toMatchObject({ situation: { kind: "requested" } });
  });

  it("is given up when another Ollama is looked after", () => {
    const { state } = given(...up, requested, { ...up[0], endpoint: { ...DEFAULT_ENDPOINT, port: 80 } });
    expect(state.facts.downloads[id]).toMatchObject({
      situation: { kind: "failed", failure: { kind: "aborted" } },
    });
  });
});
