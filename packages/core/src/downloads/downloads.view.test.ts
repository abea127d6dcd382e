import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import type { Failure } from "../shared/failure.ts";
import { parseDownloadId } from "./download-id.ts";
import { downloadBench } from "../testing/download-bench.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeModel, given } from "../testing/index.ts";
import { dashboardView, downloadRows } from "../ui/index.ts";

const id = parseDownloadId("d1")!;
const pony = fakeModel("pony:1b");
const up = [pointed, running] as const;

describe("a download's row", () => {
  const requested = { type: "download.requested", host, id, model: pony.name } as const;

  it.each(["partial-lost", "partial-broken"] as const)(
    "offers a retry after %s, and a repair where the models folder may be within reach",
    (kind) => {
      const labelsAfter = (isRemote: boolean) => {
        const failed = { type: "download.failed", host, id, failure: { kind } } as const;
        const owner = { kind: isRemote ? "elsewhere" : "paddock" } as const;
        const { state } = given({ ...pointed, isRemote }, { ...running, owner }, requested, failed);
        return downloadRows(state, 0)[0]?.actions.map(({ label }) => label);
      };
      expect(labelsAfter(false)).toEqual(expect.arrayContaining(["Repair", "Retry"]));
      expect(labelsAfter(true)).toContain("Retry");
      expect(labelsAfter(true)).not.toContain("Repair");
    },
  );

  it("shows progress, rate and time left", () => {
    const progress = {
      step: "pulling",
      doneBytes: 3_400_000_000,
      totalBytes: 8_100_000_000,
      share: 0.42,
      bytesPerSecond: 24_600_000,
    } as const;
    const { state } = given(
      ...up,
      requested,
      { type: "download.started", host, id },
      { type: "download.progressed", host, id, progress },
    );
    expect(downloadRows(state, 0)).toMatchObject([
      {
        percent: 42,
        status: "downloading",
        numbers: "3.4 of 8.1 GB · 24.6 MB/s · 4 min left",
        brief: "42% · 4 min left · 3.4 of 8.1 GB",
        stage: "pulling",
        offers: ["download.pause", "download.cancel"],
      },
    ]);
  });

  it("shows no rate and no time left while the leader does not respond: they are those of an earlier moment", () => {
    const progress = {
      step: "pulling",
      doneBytes: 3_400_000_000,
      totalBytes: 8_100_000_000,
      bytesPerSecond: 8_000_000,
    } as const;
    const started = { type: "download.started", host, id } as const;
    const progressed = { type: "download.progressed", host, id, progress } as const;
    const { state } = given(...up, requested, started, progressed);
    const silent = { ...state, local: { ...state.local, isLeaderSilent: true } };
    expect(downloadRows(silent, 0)).toMatchObject([{ numbers: "3.4 of 8.1 GB" }]);
  });

  it("shows no percentage if the total is unknown", () => {
    const progress = { step: "pulling", doneBytes: 3_400_000 } as const;
    const [row] = downloadRows(
      given(...up, requested, { type: "download.progressed", host, id, progress }).state,
      0,
    );
    expect(row).not.toHaveProperty("percent");
    expect(row?.numbers).toBe("3.4 MB");
  });

  it("has a stage of its own for whatever it waits for, and first says the cause of a failure", () => {
    const after = (...events: readonly AppEvent[]) => {
      const [row] = downloadRows(given(...up, requested, ...events).state, 0);
      return [row?.stage, row?.brief];
    };
    const disk = { kind: "disk-full" } as const;
    const later = { failure: { kind: "cut-off" }, attempt: 1, attempts: 6, afterMs: 1_000 } as const;
    expect([
      after(),
      after({ type: "service.stopped", host }),
      after({ type: "download.pause-requested", host, id }, { type: "download.paused", host, id }),
      after({ type: "download.retry-scheduled", host, id, ...later })[0],
      after({ type: "download.cancelled", host, id }),
      after({ type: "download.failed", host, id, failure: disk }),
    ]).toEqual([
      ["queued", "Starting"],
      ["offline", "Waiting for Ollama to start"],
      ["paused", "Paused"],
      "waiting",
      ["cancelled", "Cancelled"],
      ["failed", expect.stringMatching(/^[A-Z].*Free some space/)],
    ]);
  });

  it("shows its failure as its status", () => {
    const failed = { type: "download.failed", host, id, failure: { kind: "disk-full" } } as const;
    const progress = { step: "pulling", doneBytes: 3_400_000 } as const;
    const [row] = downloadRows(
      given(...up, requested, { type: "download.progressed", host, id, progress }, failed).state,
      0,
    );
    expect(row).toMatchObject({
      tone: "wrong",
      offers: ["download.retry", "download.forget", "download.clear"],
    });
    expect(row?.status).toContain("Free some space");
    expect(row?.line).toEqual({ word: "Disk full", rest: "3.4 MB kept" });
  });

  it.each([
    [
      { kind: "no-room", neededBytes: 67_400_000_000, freeBytes: 43_100_000_000 },
      "Disk full: 24.3 GB more are needed",
      "Free Space…",
    ],
    [{ kind: "not-in-registry" }, "The registry has no model with this name", "Search…"],
    [{ kind: "digest-mismatch" }, "The downloaded data was damaged, and Ollama deleted it", "Find Out Why"],
  ] as const)("begins with what has happened, and has one button that helps: %o", (failure, word, help) => {
    const [row] = downloadRows(
      given(...up, requested, { type: "download.failed", host, id, failure }).state,
      0,
    );
    expect([row?.line.word, row?.narrow]).toEqual([word, word]);
    expect(row?.actions.map(({ label }) => label)).toEqual([help, "Retry", expect.anything()]);
  });

  it("does not claim to keep data that Ollama has deleted", () => {
    const progress = { step: "verifying", doneBytes: 8_000_000, totalBytes: 8_000_100, share: 0.99 } as const;
    const [row] = downloadRows(
      given(
        ...up,
        { ...requested, layers: [{ digest: "sha256:a", sizeBytes: 8_000_100 }] },
        { type: "download.started", host, id },
        { type: "download.progressed", host, id, progress },
        { type: "download.failed", host, id, failure: { kind: "digest-mismatch" } },
      ).state,
      0,
    );
    expect(row).toMatchObject({
      numbers: "0 of 8.0 MB",
      percentText: "",
      offers: ["download.retry", "download.clear"],
    });
    expect(row).not.toHaveProperty("percent");
    expect(row?.hover.join()).not.toContain("kept");
  });

  it("offers to delete its data only if there is any", () => {
    const failed = { type: "download.failed", host, id, failure: { kind: "disk-full" } } as const;
    const [row] = downloadRows(given(...up, requested, failed).state, 0);
    expect(row?.offers).toEqual(["download.retry", "download.clear"]);
  });

  it("says why it waits, and suggests no action before an automatic retry", () => {
    const statusAfter = (failure: Failure) => {
      const waiting = { attempt: 1, attempts: 6, afterMs: 8_000, failure } as const;
      const { state } = given(...up, requested, { type: "download.retry-scheduled", host, id, ...waiting });
      return downloadRows(state, 3_000)[0]?.status;
    };
    expect(statusAfter({ kind: "rate-limited" })).toBe(
      "trying again in 8 sec (attempt 1 of 6) · The registry received too many requests.",
    );
    const detail = 'Get "https://registry.ollama.ai/v2/": dial tcp: no such host';
    expect(statusAfter({ kind: "registry-unreachable", detail })).toBe(
      `trying again in 8 sec (attempt 1 of 6) · Ollama cannot reach the registry: ${detail}.`,
    );
  });
});

describe("a download that waits for Ollama", () => {
  const statusAt = (...events: readonly AppEvent[]) => {
    const requested = { type: "download.requested", host, id, model: pony.name } as const;
    return downloadRows(given(pointed, requested, ...events).state, 0)[0]?.status;
  };

  it("says what it waits for", () => {
    expect(statusAt({ type: "service.stopped", host })).toBe("waiting for Ollama to start");
    expect(statusAt({ type: "service.not-installed", host })).toBe("waiting: Ollama is not installed");
    const failure = { kind: "unreachable", cause: "no-such-host" } as const;
    expect(statusAt({ type: "service.unreachable", host, failure })).toBe(
      "waiting until localhost can be reached",
    );
  });
});

describe("the downloads' rows", () => {
  const at = (name: string) => ({ id: parseDownloadId(name)! });
  const requests = ["a", "b", "c", "d", "e", "f", "g"].map(
    (name) => ({ type: "download.requested", host, ...at(name), model: fakeModel(name).name }) as const,
  );
  const events: readonly AppEvent[] = [
    ...up,
    ...requests,
    { type: "download.started", host, ...at("d") },
    { type: "download.pause-requested", host, ...at("a") },
    { type: "download.paused", host, ...at("a") },
    { type: "download.failed", host, ...at("f"), failure: { kind: "disk-full" } },
    { type: "download.completed", host, ...at("b") },
    { type: "download.cancel-requested", host, ...at("e") },
  ];
  const { state } = given(...events);

  it("show pulling downloads first, then the queue, paused ones, and ended ones (newest first)", () => {
    expect(downloadRows(state, 0).map(({ key, status }) => [key, status.split(":")[0]])).toEqual([
      ["d", "contacting the registry"],
      ["c", "queued, number 2"],
      ["e", "cancelling…"],
      ["g", "queued, number 3"],
      ["a", "paused"],
      ["b", "downloaded"],
      ["f", expect.stringContaining("disk")],
    ]);
  });

  it("say in the side bar first and in short which place they have, or what they wait for", () => {
    const narrow = (...more: readonly AppEvent[]) =>
      downloadRows(given(...events, ...more).state, 0).map((row) => row.narrow);
    expect(narrow().slice(1, 4)).toEqual(["Queued, number 2", "Cancelling…", "Queued, number 3"]);
    expect(narrow({ type: "service.stopped", host }).slice(0, 2)).toEqual([
      "Waits for Ollama",
      "Waits for Ollama",
    ]);
  });

  it("are counted in the main panel while they are unfinished or failed", () => {
    expect(dashboardView(state, 0).unfinishedCount).toBe(6);
    expect(dashboardView(given(...up).state, 0).unfinishedCount).toBe(0);
  });
});

it("a download that could begin if it shared no layer says which one it waits for", () => {
  const at = downloadBench({ parallel: 2 });
  for (const name of ["pony", "shire"]) at.add(name);
  expect(at.open()).toEqual(["pony"]);
  expect(at.row("shire")?.status).toBe("queued, number 2");
  at.log.record([{ type: "pulls.elsewhere", host, isElsewhere: false, atOnce: 2 }]);
  expect(at.row("shire")?.status).toBe("waiting for pony:latest: they share a layer");
  at.add("foal");
  expect(at.open()).toEqual(["pony", "foal"]);
  expect(at.row("shire")?.status).toBe("queued, number 3");
});
