import { host, pointed } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { fakeModel, given, modelName } from "../testing/index.ts";
import { eventRow, inspectorView, type InspectorView } from "./inspector.view.ts";

const detailOf = (event: AppEvent): string => eventRow({ seq: 1, atMs: 0, event }).detail;

describe("the events of a download", () => {
  const id = parseDownloadId("d1")!;
  const events: readonly AppEvent[] = [
    { type: "download.requested", host, id, model: modelName("pony") },
    { type: "download.started", host, id },
    { type: "download.cancelled", host, id },
    { type: "download.cleared", host, id },
  ];
  const rows = events.map((event, index) => eventRow({ seq: index + 1, atMs: 0, event }));
  const detailsOf = (view: InspectorView) => Object.values(view.events.rows).map(({ detail }) => detail);

  it("all name its model, so that a search for the model finds them", () => {
    expect(detailsOf(inspectorView(given(...events).state, rows, 0))).toEqual(
      Array.from({ length: 4 }, () => "pony:latest"),
    );
  });

  it("name it even if only later events are shown, and stay the same rows", () => {
    const { state } = given(pointed, ...events.slice(0, 2));
    const [first, second] = [1, 2].map(() => inspectorView(state, rows.slice(1, 2), 0).events.rows["2"]);
    expect(first?.detail).toBe("pony:latest");
    expect(second).toBe(first);
  });
});

describe("an event's row", () => {
  it.each([
    [0, "0 items"],
    [1, "1 item"],
    [2, "2 items"],
  ])("counts the items of a list of %d", (count, words) => {
    const models = Array.from({ length: count }, (_, index) => fakeModel(`m${index}`));
    expect(detailOf({ type: "models.listed", host, models })).toBe(words);
  });

  it("cuts off a long text, and omits points in time", () => {
    const failure = { kind: "unexpected", detail: "x" } as const;
    expect(detailOf({ type: "models.unread", host, failure })).toBe("unexpected");
    expect(detailOf({ type: "history.set-aside", file: "f".repeat(200) })).toBe(`${"f".repeat(59)}…`);
  });
});
