import { describe, expect, it } from "vitest";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host } from "../testing/events.ts";
import { examine, running, seen } from "../testing/doctor/world.ts";
import { modelName } from "../testing/index.ts";

const [first, second] = [parseDownloadId("d1")!, parseDownloadId("d2")!];
const layers = [{ digest: `sha256:${"a".repeat(64)}`, sizeBytes: 70e9 }];

/** Two downloads of one layer, of which the first has done this much; 12 GB are free. */
const findingsAfter = (doneBytes: number) =>
  examine({
    events: [
      running,
      { type: "download.requested", host, id: first, model: modelName("pony"), layers },
      { type: "download.requested", host, id: second, model: modelName("shire"), layers },
      { type: "download.progressed", host, id: first, progress: { step: "pulling", doneBytes } },
    ],
    machine: {
      folder: seen({
        path: "/home/user/models",
        is: { kind: "folder", disk: { freeBytes: 12e9, totalBytes: 468e9 } },
      }),
    },
  }).open.map(({ cause, evidence }) => [cause, evidence]);

describe("the space for downloads", () => {
  it("is enough where most of a layer is there already", () => {
    expect(findingsAfter(66e9)).toEqual([]);
  });

  it("is too little for what is missing, of which a shared layer counts once", () => {
    expect(findingsAfter(10e9)).toEqual([
      ["disk-nearly-full", expect.stringMatching(/Downloads still need 60\.0.GB\./)],
    ]);
  });
});
