import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import type { Failure } from "../shared/failure.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { at, host, pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { noticeViews } from "../ui/index.ts";

const noticesAfter = (...events: readonly AppEvent[]) =>
  noticeViews(given(pointed, running, ...events).state);

describe("a notice", () => {
  it("has the last log output of a service of ours, and actions", () => {
    const death = { exit: { code: 2 }, logLines: ["panic: oh no"] };
    const [notice] = noticesAfter({ type: "service.stopped", host }, { type: "service.died", host, death });
    expect(notice?.text).toBe("Ollama exited unexpectedly. Exit code: 2. Last log output: panic: oh no");
    expect(notice?.actions.map(({ label }) => label)).toEqual(["Start Ollama Service", "Show Log"]);
  });

  it("about a failed download offers a retry only where its row does", () => {
    const id = parseDownloadId("d1")!;
    const labelsAfter = (failure: Failure) => {
      const requested = { type: "download.requested", host, id, model: modelName("pony") } as const;
      const [notice] = noticesAfter(requested, { type: "download.failed", host, id, failure });
      return notice?.actions.map(({ label }) => label);
    };
    expect(labelsAfter({ kind: "disk-full" })).toEqual(["Retry"]);
    expect(labelsAfter({ kind: "unauthorised" })).toEqual(["Copy Key", "Retry"]);
    expect(labelsAfter({ kind: "partial-lost" })).toEqual(["Repair"]);
    expect(labelsAfter({ kind: "sharded" })).toEqual(["Choose Another…"]);
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
    ]);
  });

  it("about a lasting problem has the same subject as others of its kind; each failed operation has its own", () => {
    const failure = { kind: "busy" } as const;
    const unread = { type: "models.unread", host, failure } as const;
    const operation = { kind: "load", model: modelName("pony") } as const;
    const failed = { type: "operation.failed", host, operation, failure } as const;
    const subjects = noticesAfter(unread, unread, failed, failed).map(({ subject }) => subject);
    expect(subjects.slice(0, 2)).toEqual(["models-unread", "models-unread"]);
    expect(new Set(subjects).size).toBe(3);
  });
});
