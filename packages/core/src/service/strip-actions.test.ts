import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { given } from "../testing/given.ts";
import { host, pointed, running } from "../testing/events.ts";
import { modelName } from "../testing/index.ts";
import { stripActions } from "./strip-actions.view.ts";

const loaded: AppEvent = {
  type: "models.loaded",
  host,
  models: [{ name: modelName("pony"), digest: "abc", sizeBytes: 1 }],
};
const starting: AppEvent = { type: "service.start-requested", host };
const stopping: AppEvent = { type: "service.stop-requested", host, owner: { kind: "paddock" } };
const stopped: AppEvent = { type: "service.stopped", host };
const tooltips = (...events: readonly AppEvent[]) =>
  Object.fromEntries(
    stripActions(given(pointed, ...events).state).actions.map(({ request, tooltip }) => [
      request.type,
      tooltip,
    ]),
  );

describe("a button of the strip", () => {
  it("says what it would end", () => {
    const ends = "1 model is loaded, and will be unloaded.";
    expect(tooltips(running, loaded)).toMatchObject({ "service.stop": ends, "service.restart": ends });
  });

  it("says nothing where nothing would end", () => {
    expect(tooltips(running)["service.stop"]).toBeUndefined();
  });

  it("says why it is disabled, in every situation", () => {
    for (const events of [[], [stopped], [running, stopping], [stopped, starting]]) {
      const { actions } = stripActions(given(pointed, ...events).state);
      for (const { label, tooltip } of actions.filter(({ isOff }) => isOff))
        expect(tooltip, `${label} after ${JSON.stringify(events)}`).toMatch(/\w+\./);
    }
    expect(tooltips(stopped)["service.restart"]).toBe("Ollama is already stopped.");
  });

  it("says which variables keep it from being pressed", () => {
    const problems = [{ kind: "not-whole", name: "OLLAMA_NUM_PARALLEL", value: "zero" }] as const;
    const checked: AppEvent = { type: "environment.checked", host, problems: [...problems] };
    expect(tooltips(running, checked)["service.restart"]).toContain("OLLAMA_NUM_PARALLEL");
  });

  it("tests nothing while Ollama starts or stops, and Stop is never what helps most", () => {
    const stripAfter = (...events: readonly AppEvent[]) => {
      const { actions, isLastMain } = stripActions(given(pointed, ...events).state);
      return { off: actions.flatMap(({ request, isOff }) => (isOff ? [request.type] : [])), isLastMain };
    };
    const [test, restart, stop] = ["service.test", "service.restart", "service.stop"];
    expect(stripAfter(stopped)).toEqual({ off: [restart], isLastMain: true });
    expect(stripAfter(stopped, starting)).toEqual({ off: [test, restart], isLastMain: false });
    expect(stripAfter(running)).toEqual({ off: [], isLastMain: false });
    expect(stripAfter(running, stopping)).toEqual({ off: [test, restart, stop], isLastMain: false });
    expect(tooltips(stopped, starting)["service.test"]).toBe("Ollama is already starting.");
  });
});
