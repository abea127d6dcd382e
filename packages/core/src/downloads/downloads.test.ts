import type { AppEvent } from "../app/events.ts";
import { hostFacts } from "../app/state.ts";
import { misconfiguredHostId } from "../hosts/host.ts";
import { at, host } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import { given, modelName } from "../testing/index.ts";
import { leftoversOf, repairableOf } from "./downloads.ts";
import { downloadRows } from "../ui/index.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { parseDownloadId } from "./download-id.ts";

const id = parseDownloadId("d1")!;
const other = parseDownloadId("d2")!;
const third = parseDownloadId("d3")!;
const digestsOf = (layers: readonly { readonly digest: string }[]) => layers.map(({ digest }) => digest);
const model = modelName("llama3.2");
const up = [
  { type: "service.pointed", host, endpoint: DEFAULT_ENDPOINT, isRemote: false, isDemo: false },
  { type: "service.running", host, version: "0.33.0", owner: { kind: "another-program" } },
] as const;
const requested = { type: "download.requested", host, id, model } as const;

describe("download.request", () => {
  it("waits for Ollama while it does not run, and is refused without a valid host", () => {
    const stopped = { type: "service.stopped", host } as const;
    expect(given(up[0], stopped).when({ type: "download.request", host, id, model })).toMatchObject({
      accepted: true,
      events: [{ type: "download.requested", host, id }],
    });
    const nowhere = misconfiguredHostId("host");
    const bad = { setting: "host", text: "?", problem: "bad-host" } as const;
    expect(
      given({ type: "service.misconfigured", host: nowhere, ...bad }).when({
        type: "download.request",
        host: nowhere,
        id,
        model,
      }),
    ).toMatchObject({ refusal: { reason: "bad-host" } });
  });

  it("continues the cancelled download of the same model, so that its data is still shown and can be deleted", () => {
    const layers = [{ digest: "sha256:a", sizeBytes: 200_000_000 }];
    const progress = {
      step: "pulling",
      doneBytes: 138_000_000,
      totalBytes: 200_000_000,
      share: 0.69,
    } as const;
    const ended = [
      { ...requested, layers },
      { type: "download.progressed", host, id, progress },
      { type: "download.cancelled", host, id },
    ] as const;
    const running = [
      { type: "download.requested", host, id: third, model: modelName("qwen3") },
      { type: "download.started", host, id: third },
    ] as const;
    const again = given(...up, ...ended, ...running);
    const decision = again.when({ type: "download.request", host, id: other, model });
    expect(decision).toEqual({
      accepted: true,
      events: [{ type: "download.retry-requested", host, id }],
    });
    const rowAfter = (...more: readonly AppEvent[]) =>
      downloadRows(
        given(...up, ...ended, ...running, { type: "download.retry-requested", host, id }, ...more).state,
        0,
      ).find(({ model: name }) => name === model);
    expect(rowAfter()).toMatchObject({ status: "queued, number 2", numbers: "138 of 200 MB" });
    const cancelled = rowAfter({ type: "download.cancelled", host, id });
    expect(cancelled).toMatchObject({ status: "cancelled", numbers: "138 of 200 MB kept" });
    expect(cancelled?.offers).toContain("download.forget");
  });

  it("continues with the layers that were just read", () => {
    const layers = [{ digest: "sha256:new", sizeBytes: 5 }];
    const ended = [requested, { type: "download.cancelled", host, id }] as const;
    expect(
      given(...up, ...ended).when({ type: "download.request", host, id: other, model, layers }),
    ).toMatchObject({ events: [{ type: "download.retry-requested", host, id, layers }] });
    const { state } = given(...up, ...ended, { type: "download.retry-requested", host, id, layers });
    expect(hostFacts(state).downloads[id]).toMatchObject({ layers, situation: { kind: "queued" } });
  });

  it("replaces the completed download of the same model", () => {
    const completed = [requested, { type: "download.completed", host, id }] as const;
    expect(given(...up, ...completed).when({ type: "download.request", host, id: other, model })).toEqual({
      accepted: true,
      events: [
        { type: "download.requested", host, id: other, model },
        { type: "download.cleared", host, id },
      ],
    });
  });

  it("does not continue from a download that is complete: its tag may name other layers by now", () => {
    const layers = [{ digest: "sha256:a", sizeBytes: 5 }];
    const ended = [
      { ...requested, layers },
      { type: "download.completed", host, id },
    ] as const;
    const decision = given(...up, ...ended).when({ type: "download.request", host, id: other, model });
    expect(decision).toMatchObject({ events: [{ type: "download.requested", id: other }, {}] });
    expect(decision.accepted && decision.events[0]).not.toHaveProperty("layers");
  });

  it("is refused while the same model is being downloaded", () => {
    expect(given(...up, requested).when({ type: "download.request", host, id: other, model })).toEqual({
      accepted: false,
      refusal: { reason: "already-downloading", model },
    });
  });

  it("is queued while another one runs", () => {
    const command = { type: "download.request", host, id: other, model: modelName("qwen3") } as const;
    expect(given(...up, requested).when(command)).toEqual({
      accepted: true,
      events: [{ type: "download.requested", host, id: other, model: "qwen3:latest" }],
    });
  });

  it("carries the layers that are already known", () => {
    const layers = [{ digest: "sha256:a", sizeBytes: 5 }];
    expect(given(...up).when({ type: "download.request", host, id, model, layers })).toMatchObject({
      events: [{ type: "download.requested", host, id, layers }],
    });
  });

  it("resumes the paused download of the same model", () => {
    const paused = [
      { type: "download.pause-requested", host, id },
      { type: "download.paused", host, id },
    ] as const;
    expect(
      given(...up, requested, ...paused).when({ type: "download.request", host, id: other, model }),
    ).toEqual({
      accepted: true,
      events: [{ type: "download.resume-requested", host, id }],
    });
  });

  it("is accepted again once the first one has failed", () => {
    const failed = { type: "download.failed", host, id, failure: { kind: "disk-full" } } as const;
    expect(
      given(...up, requested, failed).when({ type: "download.request", host, id: other, model }).accepted,
    ).toBe(true);
  });
});

describe("download.cancel", () => {
  it("is refused for an ended download, and takes effect once for any other", () => {
    const cancel = { type: "download.cancel", host, id } as const;
    expect(given(...up).when(cancel)).toMatchObject({ refusal: { reason: "no-such-download" } });
    expect(given(...up, requested).when(cancel)).toMatchObject({
      events: [{ type: "download.cancel-requested", host, id }],
    });
    expect(given(...up, requested, { type: "download.cancel-requested", host, id }).when(cancel)).toEqual({
      accepted: true,
      events: [],
    });
    expect(given(...up, requested, { type: "download.completed", host, id }).when(cancel).accepted).toBe(
      false,
    );
  });
});

describe("pausing", () => {
  it("stands, whatever the machine reports before it receives the request", () => {
    const { state } = given(
      ...up,
      requested,
      { type: "download.pause-requested", host, id },
      { type: "download.started", host, id },
      {
        type: "download.retry-scheduled",
        host,
        id,
        failure: { kind: "cut-off" },
        attempt: 1,
        attempts: 6,
        afterMs: 1,
      },
      { type: "download.paused", host, id },
    );
    expect(hostFacts(state).downloads[id]).toMatchObject({ situation: { kind: "paused" } });
  });

  it("all downloads pauses only those under way, and resuming all resumes only paused ones", () => {
    const events = [
      ...up,
      requested,
      { type: "download.requested", host, id: other, model: modelName("qwen3") },
      { type: "download.completed", host, id: other },
    ] as const;
    expect(given(...events).when({ type: "download.pause-all", host })).toEqual({
      accepted: true,
      events: [{ type: "download.pause-requested", host, id }],
    });
    expect(
      given(...events, { type: "download.pause-requested", host, id }).when({
        type: "download.resume-all",
        host,
      }),
    ).toEqual({ accepted: true, events: [{ type: "download.resume-requested", host, id }] });
  });

  it("and resuming puts a download at the end of the queue", () => {
    const { state } = given(
      ...up,
      requested,
      { type: "download.pause-requested", host, id },
      { type: "download.paused", host, id },
      { type: "download.requested", host, id: other, model: modelName("qwen3") },
      { type: "download.resume-requested", host, id },
    );
    const { [id]: one, [other]: next } = hostFacts(state).downloads;
    expect(one!.queuedSeq).toBeGreaterThan(next!.queuedSeq);
  });
});

describe("retrying", () => {
  it("continues failed and cancelled downloads, and no others", () => {
    const retry = { type: "download.retry", host, id } as const;
    const taken = { accepted: true, events: [{ type: "download.retry-requested", host, id }] };
    const failed = { type: "download.failed", host, id, failure: { kind: "disk-full" } } as const;
    expect(given(...up, requested, failed).when(retry)).toEqual(taken);
    expect(given(...up, requested, { type: "download.cancelled", host, id }).when(retry)).toEqual(taken);
    expect(given(...up, requested).when(retry)).toEqual({ accepted: true, events: [] });
    expect(given(...up, requested, { type: "download.completed", host, id }).when(retry).accepted).toBe(
      false,
    );
    const { state } = given(...up, requested, failed, { type: "download.retry-requested", host, id });
    expect(hostFacts(state).downloads[id]).toMatchObject({ situation: { kind: "queued" } });
  });
});

describe("clearing", () => {
  it("removes ended downloads from the list, and is refused for others", () => {
    const clear = { type: "download.clear", host, id } as const;
    expect(given(...up, requested).when(clear)).toMatchObject({ refusal: { reason: "still-downloading" } });
    const ended = [...up, requested, { type: "download.completed", host, id }] as const;
    expect(given(...ended).when(clear)).toMatchObject({ events: [{ type: "download.cleared", host, id }] });
    expect(hostFacts(given(...ended, { type: "download.cleared", host, id }).state).downloads).toEqual({});
  });
});

describe("a download", () => {
  it("that is unknown is not created by a late reading", () => {
    const progress = { step: "pulling", doneBytes: 1 } as const;
    expect(hostFacts(given({ type: "download.progressed", host, id, progress }).state).downloads).toEqual({});
  });

  it("stays as it ended, whatever events follow", () => {
    const { state } = given(
      ...up,
      requested,
      { type: "download.cancelled", host, id },
      { type: "download.completed", host, id },
    );
    expect(hostFacts(state).downloads[id]).toMatchObject({ situation: { kind: "cancelled" } });
  });

  it("waits for its turn again when its host is left, or begins to be watched again", () => {
    const pulling = [...up, requested, { type: "download.started", host, id }] as const;
    const kindAfter = (...events: readonly AppEvent[]) =>
      hostFacts(given(...pulling, ...events).state, host).downloads[id]?.situation.kind;
    expect(kindAfter()).toBe("pulling");
    expect(kindAfter(up[0])).toBe("queued");
    expect(kindAfter(at({ ...DEFAULT_ENDPOINT, port: 80 }))).toBe("queued");
  });

  it("belongs to one host, and is still there when that host is watched again", () => {
    const elsewhere = at({ ...DEFAULT_ENDPOINT, port: 80 });
    const cancel = { type: "download.cancel", host, id } as const;
    expect(given(...up, requested, elsewhere).when(cancel)).toMatchObject({
      refusal: { reason: "not-watched" },
    });
    expect(given(...up, requested, elsewhere, ...up).when(cancel).accepted).toBe(true);
  });
});

describe("the partial files of a download", () => {
  const layer = (digest: string) => ({ digest, sizeBytes: 5 });
  const first = { ...requested, layers: [layer("sha256:own"), layer("sha256:shared")] };
  const second = { ...requested, id: other, layers: [layer("sha256:shared")] };
  const cancelled = { type: "download.cancelled", host, id } as const;

  it("may be deleted, except those that another download still needs", () => {
    const { downloads } = hostFacts(given(...up, first, cancelled, second).state);
    expect(digestsOf(leftoversOf(downloads[id]!, downloads))).toEqual(["sha256:own"]);
  });

  it("may be deleted although the same model has another ended row", () => {
    const again = { ...first, id: other };
    const failed = { type: "download.failed", host, id: other, failure: { kind: "disk-full" } } as const;
    const { downloads } = hostFacts(given(...up, first, cancelled, again, failed).state);
    for (const one of [id, other])
      expect(digestsOf(leftoversOf(downloads[one]!, downloads))).toEqual(["sha256:own", "sha256:shared"]);
    const { downloads: underWay } = hostFacts(given(...up, first, cancelled, again).state);
    expect(leftoversOf(underWay[id]!, underWay)).toEqual([]);
  });

  it("may be replaced, except those that another download is fetching", () => {
    const waiting = hostFacts(given(...up, first, cancelled, second).state).downloads;
    expect(digestsOf(repairableOf(waiting[id]!, waiting))).toEqual(["sha256:own", "sha256:shared"]);
    const started = { type: "download.started", host, id: other } as const;
    const pulling = hostFacts(given(...up, first, cancelled, second, started).state).downloads;
    expect(digestsOf(repairableOf(pulling[id]!, pulling))).toEqual(["sha256:own"]);
  });
});
