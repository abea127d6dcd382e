import { expect, it } from "vitest";
import { host, pointed, running } from "../testing/events.ts";
import { followed } from "../testing/doctor/world.ts";
import { given } from "../testing/index.ts";
import { evidenceOf } from "./evidence.view.ts";

const FULL = "Error: write /models/blobs/x: no space left on device";

it("reads the lines of a log once, until there is another line or another situation", () => {
  const { state } = given(pointed, running);
  const log = followed([FULL]);
  const { signs } = evidenceOf(state, 0, { log });
  expect(signs.map(({ kind }) => kind)).toEqual(["disk-full"]);
  expect(evidenceOf({ ...state }, 5_000, { log }).signs).toBe(signs);

  const more = followed([FULL, "panic: out of ideas"]);
  expect(evidenceOf(state, 0, { log: more }).signs.map(({ kind }) => kind)).toEqual(["panic", "disk-full"]);
  const failure = { kind: "exited", exit: { code: 1 } } as const;
  const left = { type: "service.failed", host, failure, logLines: ["panic: no"] } as const;
  const { state: failed } = given(pointed, running, left);
  expect(evidenceOf(failed, 0, { log }).signs.map(({ kind }) => kind)).toEqual(["panic", "disk-full"]);
});
