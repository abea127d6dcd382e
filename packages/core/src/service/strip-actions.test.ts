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
    const stopping = { type: "service.stop-requested", host, owner: { kind: "paddock" } } as const;
    for (const events of [[], [stopped], [running, stopping]]) {
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
});
