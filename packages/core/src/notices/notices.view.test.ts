import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import type { Operation } from "../models/operations.ts";
import type { Failure } from "../shared/failure.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { at, host, pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { announcement, noticeViews } from "../ui/index.ts";

const noticesAfter = (...events: readonly AppEvent[]) =>
  noticeViews(given(pointed, running, ...events).state);

describe("a notice", () => {
  it("has the last log output of a service of ours, and actions", () => {
    const death = { exit: { code: 2 }, logLines: ["panic: oh no"] };
    const [notice] = noticesAfter({ type: "service.stopped", host }, { type: "service.died", host, death });
    expect(notice?.text).toBe("Ollama exited unexpectedly. Exit code: 2. Last log output: panic: oh no");
    expect(notice?.actions.map(({ label }) => label)).toEqual([
      "Start Ollama Service",
      "Show Log",
      "Find Out Why",
    ]);
  });

  it("about a kill has only its reason: the log knows nothing of it", () => {
    const death = { exit: { signal: "SIGKILL" }, logLines: ["panic: of a runner"] };
    const [notice] = noticesAfter({ type: "service.stopped", host }, { type: "service.died", host, death });
    expect(notice?.text).toMatch(/^Ollama was killed: .*memory ran out\.$/);
  });

  it("about a failed download offers a retry only where its row does", () => {
    const id = parseDownloadId("d1")!;
    const labelsAfter = (failure: Failure) => {
      const requested = { type: "download.requested", host, id, model: modelName("pony") } as const;
      const [notice] = noticesAfter(requested, { type: "download.failed", host, id, failure });
      return notice?.actions.map(({ label }) => label);
    };
    expect(labelsAfter({ kind: "disk-full" })).toEqual(["Free Space…", "Retry", "Find Out Why"]);
    expect(labelsAfter({ kind: "unauthorised" })).toEqual(["Copy Key", "Retry", "Find Out Why"]);
    expect(labelsAfter({ kind: "partial-lost" })).toEqual(["Repair", "Retry", "Find Out Why"]);
    expect(labelsAfter({ kind: "sharded" })).toEqual(["Choose Another…", "Find Out Why"]);
  });

  it("is about its own host, even when another one is watched", () => {
    const death = { exit: {}, logLines: ["panic: oh no"] };
    const elsewhere = at({ ...DEFAULT_ENDPOINT, hostname: "gpu-box", dialHostname: "gpu-box" });
    const [notice] = noticesAfter(
      { type: "service.stopped", host },
      { type: "service.died", host, death },
      { ...elsewhere, isRemote: true },
    );
    expect(notice?.actions.map(({ request }) => request)).toEqual([
      { type: "service.start", host },
      { type: "service.show-log", host },
      { type: "doctor.open", host },
    ]);
  });

  it("about a lasting problem takes the place of an earlier one; each failed operation has its own", () => {
    const failure = { kind: "busy" } as const;
    const unread = { type: "models.unread", host, failure } as const;
    const operation = { kind: "load", model: modelName("pony") } as const;
    const failed = { type: "operation.failed", host, operation, failure } as const;
    const kinds = noticesAfter(unread, unread, failed, failed).map(({ notice }) => notice.about.kind);
    expect(kinds).toEqual(["models-unread", "operation-failed", "operation-failed"]);
  });
});

describe("a notice that waits to be shown", () => {
  const death = { exit: { signal: "SIGKILL" }, logLines: ["panic: oh no"] };
  const died = { type: "service.died", host, death } as const;

  it("is dropped when what it says is no longer so, and does not come back with the next stop", () => {
    expect(noticesAfter(died)).toHaveLength(1);
    expect(
      noticesAfter(died, { type: "service.starting", host, portOpen: false, owner: { kind: "paddock" } }),
    ).toEqual([]);
    expect(noticesAfter(died, running, { type: "service.stopped", host })).toEqual([]);
  });

  it.each<Failure>([
    { kind: "not-installed" },
    { kind: "no-executable", path: "/o" },
    { kind: "spawn-failed", path: "/o", detail: "EACCES" },
    { kind: "exited", exit: { code: 1 } },
    { kind: "port-in-use" },
    { kind: "start-timed-out", afterMs: 1 },
    { kind: "listens-elsewhere", address: "127.0.0.1:1" },
    { kind: "unexpected", detail: "a process without a pid" },
  ])("about a start that failed ($kind) is dropped once Ollama runs", (failure) => {
    const failed = { type: "service.failed", host, failure, logLines: [] } as const;
    expect(noticesAfter(failed)).toHaveLength(1);
    expect(noticesAfter(failed, running)).toEqual([]);
  });

  it("about a stop that failed is kept while Ollama runs", () => {
    const failure = { kind: "stop-timed-out", afterMs: 1 } as const;
    expect(noticesAfter({ type: "service.failed", host, failure, logLines: [] }, running)).toHaveLength(1);
  });

  it("tells of the last of several deaths", () => {
    const later = { ...died, death: { exit: { signal: "SIGSEGV" }, logLines: [] } };
    const texts = noticesAfter(died, running, later).map(({ text }) => text);
    expect(texts).toEqual([expect.stringContaining("SIGSEGV")]);
    expect(noticesAfter(died, later)).toHaveLength(1);
  });

  it("is kept while the state is not known, as after a reload", () => {
    expect(noticesAfter(died, pointed)).toHaveLength(1);
  });

  it("about the list of models is dropped once the list was read", () => {
    const unread = { type: "models.unread", host, failure: { kind: "busy" } } as const;
    const listed = { type: "models.listed", host, models: [] } as const;
    expect(noticesAfter(unread)).toHaveLength(1);
    expect(noticesAfter(unread, listed)).toEqual([]);
  });

  it("about a download is dropped when the download is tried again", () => {
    const id = parseDownloadId("d1")!;
    const requested = { type: "download.requested", host, id, model: modelName("pony") } as const;
    const failed = { type: "download.failed", host, id, failure: { kind: "disk-full" } } as const;
    expect(noticesAfter(requested, failed)).toHaveLength(1);
    expect(noticesAfter(requested, failed, { type: "download.retry-requested", host, id })).toEqual([]);
    expect(noticesAfter(requested, failed, { type: "download.cleared", host, id })).toEqual([]);
  });

  it("about the history offers a report", () => {
    const [notice] = noticesAfter({ type: "history.set-aside", file: "/x/history.damaged" });
    expect(notice?.actions.map(({ request }) => request.type)).toEqual(["report.make"]);
  });

  it("about the history is dropped once the history is kept again", () => {
    const unkept = { type: "history.unkept", failure: { kind: "store-full" } } as const;
    expect(noticesAfter(unkept)).toHaveLength(1);
    expect(noticesAfter(unkept, { type: "history.kept" })).toEqual([]);
  });
});

describe("a brief message", () => {
  const hex = "a".repeat(64);
  const weights = modelName(`llamacpp:${hex}`);
  const spare = {
    backups: [{ digest: hex, models: [modelName("pony")], sizeBytes: 19_000_000 }],
    leftovers: [{ model: weights, sizeBytes: 12_000_000 }],
  };
  const done = (operation: Operation, ...before: readonly AppEvent[]) => {
    const event = { type: "operation.completed", host, operation } as const;
    return announcement(event, given(pointed, running, ...before, event).state, 0);
  };

  it("says what was freed, and does not show the name that Ollama gives to converted weights", () => {
    const weighed = { type: "models.weighed", host, spare } as const;
    const deleted = { kind: "delete", model: weights } as const;
    const freed = { kind: "free-backup", model: modelName("pony"), digest: hex } as const;
    expect(done(deleted, weighed)).toBe("The converted weights (12.0 MB) were deleted.");
    expect(done(deleted)).toBe("The converted weights were deleted.");
    expect(done(freed, weighed)).toBe("The backup of “pony:latest” (19.0 MB) was deleted.");
    expect(done(freed)).toBe("The backup of “pony:latest” was deleted.");
  });

  it("nor does a notice about them", () => {
    const operation = { kind: "delete", model: weights } as const;
    const failed = { type: "operation.failed", host, operation, failure: { kind: "busy" } } as const;
    expect(noticesAfter(failed)[0]?.text).toMatch(/^“converted weights aaaaaaaaaaaa” could not be deleted\./);
  });
});
