import { host } from "../testing/events.ts";
import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { fakeModel } from "../testing/index.ts";
import { eventRow } from "./inspector.view.ts";

const detailOf = (event: AppEvent): string => eventRow({ seq: 1, atMs: 0, event }).detail;

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
