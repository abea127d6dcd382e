import { describe, expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host, pointed, running } from "../testing/events.ts";
import { fakeModel, given } from "../testing/index.ts";
import { downloadsHead } from "./index.ts";

const model = fakeModel("pony:1b").name;
const [one, two, three] = ["d1", "d2", "d3"].map((text) => parseDownloadId(text)!);
const requested = (id = one!) => ({ type: "download.requested", host, id, model }) as const;
const failure = { kind: "disk-full" } as const;

describe("the head of the downloads", () => {
  it("counts on the activity bar what runs and what has failed, and not what is paused or done", () => {
    const head = downloadsHead(
      given(
        pointed,
        running,
        requested(one),
        requested(two),
        requested(three),
        { type: "download.failed", host, id: two!, failure },
        { type: "download.pause-requested", host, id: three! },
        { type: "download.paused", host, id: three! },
      ).state,
    );
    expect(head).toEqual({
      description: "3, 1 failed",
      badge: { value: 2, tooltip: "1 download · 1 failed" },
    });
  });

  it("says nothing where nothing is left to do", () => {
    expect(downloadsHead(given(pointed, running).state)).toEqual({});
    const done = { type: "download.completed", host, id: one! } as const;
    expect(downloadsHead(given(pointed, running, requested(one), done).state)).toEqual({});
    const { description } = downloadsHead(
      given(pointed, running, requested(one), done, requested(two)).state,
    );
    expect(description).toBe("1");
  });
});
