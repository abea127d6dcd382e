import { describe, expect, it } from "vitest";
import { host } from "../testing/events.ts";
import { openActionBench } from "../testing/action-bench.ts";
import { toolTroubleSchema } from "../shared/failure.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { describeRefusal } from "../ui/text/refusal.view.ts";
import { CHOICE_PROBLEMS } from "./choice-problem.ts";
import { ownerChoice } from "./owner-choice.ts";
import { describeChoiceProblem, ownerOptions } from "./owner-choice.view.ts";
import type { Owner } from "./owner.ts";

const docker: Owner = { kind: "container", engine: "docker", name: "ollama", context: "colima" };
const unit: Owner = { kind: "systemd", scope: "system", unit: "ollama.service" };

describe("the options for who runs Ollama", () => {
  it("are what was found, to find it out, and the setting; each explains itself", () => {
    const options = ownerOptions([docker, unit, { kind: "paddock" }], { owner: unit });
    expect(options.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      "container ollama (docker, context colima): Starts and stops this container with “docker”.",
      "systemd unit ollama.service: Starts and stops this unit with “systemctl”. · now",
      "Paddock: Starts “ollama serve” itself, and stops only what it has started.",
      "Detect Each Time: Paddock finds out who runs Ollama. This is the default.",
      "Kubernetes or Your Own Commands…: Opens the setting in which you name them.",
    ]);
  });

  it("are valid values of the setting", () => {
    for (const { value } of ownerOptions([docker, unit, { kind: "paddock" }], { owner: unit }))
      if (value.kind === "choice")
        expect(ownerChoice(value.choice)).toEqual({ kind: "chosen", choice: value.choice });
  });
});

describe("choosing who runs Ollama", () => {
  it("writes what was chosen", async () => {
    const { ask, owner, chosen } = await openActionBench();
    owner.installed = [docker];
    await ask({ type: "service.choose-owner" });
    expect(chosen).toEqual([[host, docker]]);
  });

  it("removes the choice where nothing else is there", async () => {
    const { ask, chosen, person } = await openActionBench();
    await ask({ type: "service.choose-owner" });
    expect(person.choices).toEqual([["Detect Each Time", "Kubernetes or Your Own Commands…"]]);
    expect(chosen).toEqual([[host, undefined]]);
  });

  it("says why the setting cannot be written", async () => {
    const { ask, context } = await openActionBench();
    context.owners.choose = () => Promise.reject(new Error("The file is read-only."));
    expect((await ask({ type: "service.choose-owner" })).refusal).toEqual({
      reason: "settings-unwritable",
      what: "settings",
      detail: "The file is read-only.",
    });
  });

  it("changes nothing if the person closes the picker", async () => {
    const { ask, chosen, person } = await openActionBench();
    person.chooses = false;
    expect((await ask({ type: "service.choose-owner" })).refusal).toEqual({ reason: "declined" });
    expect(chosen).toEqual([]);
  });
});

describe("the words", () => {
  it("for each problem of the setting are a sentence of its own", () => {
    const words = CHOICE_PROBLEMS.map((because) => describeChoiceProblem({ field: "name", because }));
    expect(new Set(words).size).toBe(words.length);
    for (const sentence of words) expect(sentence).toMatch(/^[A-Z“][^{]*(\{.*\})?[^{]*\.$/);
  });

  it("for a wrong setting say which one, and that nothing is lost", () => {
    const problem = { field: "start", because: "empty-list" } as const;
    expect(describeRefusal({ reason: "bad-owner", setting: "paddock.service.owner", problem })).toBe(
      "The setting paddock.service.owner is not valid. “start” names no program. Until it is corrected, Paddock finds out by itself who runs Ollama.",
    );
    expect(describeRefusal({ reason: "bad-owner", setting: "paddock.hosts", host: "gpu-box", problem })).toBe(
      "“owner” of “gpu-box” in the setting paddock.hosts is not valid. “start” names no program. Until it is corrected, Paddock finds out by itself who runs Ollama.",
    );
  });

  it("for each trouble of a tool say what happened and what to do", () => {
    const words = toolTroubleSchema.options.map((trouble) =>
      describeFailure({ kind: "tool-failed", tool: "kubectl", code: 1, detail: "(Forbidden)", trouble }),
    );
    expect(new Set(words).size).toBe(words.length);
    for (const sentences of words) expect(sentences.split(/[.:;] /).length, sentences).toBeGreaterThan(1);
  });

  it("for a service that its owner goes on starting do not say that it was stopped", () => {
    const failure = { kind: "start-timed-out", afterMs: 60_000 } as const;
    expect(describeFailure(failure)).toContain("so it was stopped");
    expect(describeFailure({ ...failure, goesOn: true })).not.toContain("stopped");
  });
});
