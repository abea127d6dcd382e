import { describe, expect, it } from "vitest";
import type { UpdateStatus } from "../domain/updates.ts";
import { origin, pointed, running } from "../testing/events.ts";
import { fakeModel, given } from "../testing/index.ts";
import { describeCheck } from "./index.ts";

const unknown = (kind: "not-in-registry" | "rate-limited"): UpdateStatus => ({
  kind: "unknown",
  failure: { kind },
});

/** The state after a check that has found this of one model each. */
function checked(...statuses: readonly UpdateStatus[]) {
  const models = statuses.map((_, index) => fakeModel(`pony${index}`));
  const cloud = fakeModel("gpt-oss:120b-cloud", { remoteHost: "https://ollama.com" });
  const found = models.map(
    ({ name, digest }, index) =>
      ({ type: "updates.found", origin, model: name, digest, status: statuses[index]! }) as const,
  );
  return given(pointed, running, { type: "models.listed", origin, models: [...models, cloud] }, ...found)
    .state;
}

describe("what a check for updates has come to", () => {
  it.each<[string, readonly UpdateStatus[], string]>([
    ["all are current", [{ kind: "current" }], "All models are up to date."],
    [
      "all were made here",
      [unknown("not-in-registry"), unknown("not-in-registry")],
      "There is nothing to update: none of the models is in a registry.",
    ],
    [
      "no registry has answered",
      [unknown("rate-limited"), unknown("not-in-registry")],
      "No registry could be asked for updates. Check your network, then try again.",
    ],
    ["some are made here", [unknown("not-in-registry"), { kind: "current" }], "All models are up to date."],
    [
      "one is outdated",
      [{ kind: "outdated", layers: [], missingBytes: 2_000 }, unknown("rate-limited")],
      "There is an update for “pony0:latest” (2.0 KB).",
    ],
  ])("is said where %s", (_name, statuses, words) => {
    expect(describeCheck(checked(...statuses))).toBe(words);
  });
});
