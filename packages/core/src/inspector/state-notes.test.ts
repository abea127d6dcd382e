import { expect, it } from "vitest";
import { initialState } from "../app/state.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { stateNotes } from "./state-notes.view.ts";

const id = parseDownloadId("d1")!;
const layers = [{ digest: "sha256:a", sizeBytes: 8_100_000_000 }];
const { state } = given(
  pointed,
  running,
  { type: "download.requested", host, id, model: modelName("pony"), layers },
  { type: "download.started", host, id },
  {
    type: "download.progressed",
    host,
    id,
    progress: { step: "pulling", doneBytes: 3.4e9, totalBytes: 8.1e9, share: 0.42 },
  },
  { type: "download.pause-requested", host, id },
  { type: "download.paused", host, id },
);
const noteIn = (shown: typeof state): string | undefined =>
  stateNotes(shown, 0)[`hosts\n${host}\ndownloads\n${id}`];

it("a paused download has how far it is, which is not known of the past", () => {
  expect(noteIn(state)).toMatch(/^pony · 42% · paused · 3\.4 of 8\.1 GB$/);
  expect(noteIn({ ...state, readings: initialState.readings })).toBe("pony · Paused · 8.1 GB");
});
