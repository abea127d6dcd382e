import { describe, expect, it } from "vitest";
import type { UpdateStatus } from "./updates.ts";
import { host, pointed, running } from "../testing/events.ts";
import { modelHover } from "../models/model-hover.view.ts";
import type { Failure } from "../shared/failure.ts";
import { fakeDetails, fakeModel, given, modelName } from "../testing/index.ts";
import { dashboardView } from "../ui/index.ts";
import { describeCheck, updateQuestion } from "./updates.view.ts";

const failed = (failure: Failure): UpdateStatus => ({ kind: "unknown", failure });
const unknown = (kind: "not-in-registry" | "rate-limited"): UpdateStatus => failed({ kind });
const unreachable = failed({ kind: "unreachable", cause: "no-such-host" });
const broken = failed({ kind: "rejected", status: 500, message: "" });

/** The state after a check with one of these results for each model. */
const checked = (...statuses: readonly UpdateStatus[]) => checkedWith(...statuses).state;

function checkedWith(...statuses: readonly UpdateStatus[]) {
  const models = statuses.map((_, index) => fakeModel(`pony${index}`));
  const cloud = fakeModel("gpt-oss:120b-cloud", { remoteHost: "https://ollama.com" });
  const found = models.map(
    ({ name, digest }, index) =>
      ({ type: "updates.found", host, model: name, digest, status: statuses[index]! }) as const,
  );
  const described = models.map(({ digest }) => ({
    type: "models.described" as const,
    host,
    key: digest,
    details: fakeDetails(),
  }));
  return given(
    pointed,
    running,
    { type: "models.listed", host, models: [...models, cloud] },
    ...described,
    ...found,
  );
}

describe("the summary of a check for updates", () => {
  it.each<[string, readonly UpdateStatus[], string]>([
    ["all are current", [{ kind: "current" }], "All models are up to date."],
    [
      "all were created locally",
      [unknown("not-in-registry"), unknown("not-in-registry")],
      "There is nothing to update: no model is in a registry.",
    ],
    [
      "no registry could be reached",
      [unreachable, failed({ kind: "timed-out", afterMs: 10_000 })],
      "No registry could be reached to check for updates. Check your network, then try again.",
    ],
    [
      "some were created locally",
      [unknown("not-in-registry"), { kind: "current" }],
      "No updates were found. 1 of 2 models is not in a registry.",
    ],
    [
      "one could not be checked",
      [{ kind: "current" }, unknown("rate-limited"), unknown("not-in-registry")],
      "No updates were found, but “pony1:latest” could not be checked: registry.ollama.ai received too many requests. Try again later. 1 of 3 models is not in a registry.",
    ],
    [
      "one registry failed, and the others do not have their models",
      [unknown("not-in-registry"), broken, unknown("not-in-registry")],
      "No updates were found, but “pony1:latest” could not be checked: registry.ollama.ai is not working at the moment (status 500). Try again later. 2 of 3 models are not in a registry.",
    ],
    [
      "several could not be checked, for different reasons",
      [unreachable, broken],
      "No updates were found, but 2 of 2 models could not be checked.",
    ],
    [
      "one is outdated, and another could not be checked",
      [
        { kind: "outdated", layers: [], missing: [{ digest: "sha256:a", sizeBytes: 2_000 }] },
        unknown("rate-limited"),
      ],
      "An update for “pony0:latest” is available (2.0 kB). “pony1:latest” could not be checked: registry.ollama.ai received too many requests. Try again later.",
    ],
    [
      "one is outdated, and the others are in no registry",
      [
        { kind: "outdated", layers: [], missing: [{ digest: "sha256:a", sizeBytes: 2_000 }] },
        unknown("not-in-registry"),
      ],
      "An update for “pony0:latest” is available (2.0 kB).",
    ],
  ])("is correct if %s", (_name, statuses, words) => {
    expect(describeCheck(checked(...statuses))).toBe(words);
  });
});

describe("a model that could not be checked", () => {
  it("says why in its details and in its tooltip", () => {
    const words = /^Not checked for updates: registry\.ollama\.ai is not working .*\(status 500\)/;
    const { state } = checkedWith(broken);
    const name = modelName("pony0");
    expect(modelHover(state, name, 0)).toContainEqual(expect.stringMatching(words));
    const details = dashboardView(state, 0, { chosen: { model: name, number: 1 } }).chosen?.details;
    expect(details?.remark).toEqual({ text: expect.stringMatching(words), tone: "warn" });
  });

  it("says nothing if it is in no registry", () => {
    const { state } = checkedWith(unknown("not-in-registry"));
    expect(modelHover(state, modelName("pony0"), 0).join()).not.toContain("Not checked");
  });
});

describe("a check without models", () => {
  it("is described as such", () => {
    expect(describeCheck(given(pointed, running).state)).toContain("the list of models could not be read");
    const none = given(pointed, running, { type: "models.listed", host, models: [] }).state;
    expect(describeCheck(none)).toBe("No models are installed, so there is nothing to update.");
  });
});

describe("the question before an update", () => {
  const layers = [
    { digest: "sha256:weights", sizeBytes: 2_000_000_000 },
    { digest: "sha256:template", sizeBytes: 1_400 },
  ];
  const pony = { kind: "outdated", model: modelName("pony"), layers, missing: layers } as const;
  const foal = { kind: "outdated", model: modelName("foal"), layers, missing: layers.slice(1) } as const;

  it("states the bytes, and that local changes are lost", () => {
    const { question, detail } = updateQuestion([pony]);
    expect(question).toBe("Update “pony:latest”? 2.0 GB will be downloaded.");
    expect(detail).toMatch(/replaces any changes you made under the same name.*\n\npony:latest: 2.0 GB$/s);
  });

  it("counts a layer once if several models lack it", () => {
    const twin = { ...pony, model: modelName("pony:1b") };
    expect(updateQuestion([pony, twin]).question).toBe("Update 2 models? 2.0 GB will be downloaded.");
  });

  it("names the models whose settings alone differ, as after a local change", () => {
    const { question, detail } = updateQuestion([pony, foal]);
    expect(question).toBe("Update 2 models? 2.0 GB will be downloaded.");
    expect(detail).toMatch(/\n\npony:latest: 2.0 GB\nfoal:latest: 1.4 kB \(only its settings changed\)$/);
  });
});
