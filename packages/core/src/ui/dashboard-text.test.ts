import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { origin, pointed, running } from "../testing/events.ts";
import { given } from "../testing/index.ts";
import { dashboardView } from "./index.ts";

const wordsAfter = (...events: readonly AppEvent[]): string =>
  dashboardView(given(...events).state, 0).words.noModels;

describe("a list without models", () => {
  it.each<[string, readonly AppEvent[]]>([
    ["Paddock is still looking for Ollama.", []],
    [
      "the host is not set right.",
      [{ type: "service.misconfigured", setting: "paddock.host", text: "x y", problem: "bad-host" }],
    ],
    ["Ollama was not found on this machine.", [pointed, { type: "service.not-installed" }]],
    ["Ollama does not run.", [pointed, { type: "service.stopped" }]],
    ["nobody listens at this host.", [{ ...pointed, isRemote: true }, { type: "service.stopped" }]],
    ["Ollama is just starting.", [pointed, { type: "service.start-requested" }]],
    ["Ollama does not answer.", [pointed, running, { type: "service.not-answering", control: "ours" }]],
    ["Ollama is just stopping.", [pointed, running, { type: "service.stop-requested" }]],
    [
      "Ollama has failed.",
      [pointed, { type: "service.failed", failure: { kind: "not-installed" }, logLines: [] }],
    ],
    ["another program has Ollama's port.", [pointed, { type: "service.port-taken" }]],
    [
      "Ollama does not answer Paddock.",
      [
        pointed,
        { type: "service.refused", control: "not-ours", failure: { kind: "forbidden", status: 403 } },
      ],
    ],
    [
      "Ollama cannot be reached.",
      [pointed, { type: "service.unreachable", failure: { kind: "unreachable", cause: "no-such-host" } }],
    ],
    [
      "Ollama did not tell.",
      [pointed, running, { type: "models.unread", failure: { kind: "timed-out", afterMs: 10_000 } }],
    ],
  ])("says why they are not known: %s", (why, history) => {
    expect(wordsAfter(...history)).toBe(`Which models there are is not known: ${why}`);
  });

  it("says that there are none only where that is so", () => {
    const listed = { type: "models.listed", origin, models: [] } as const;
    expect(wordsAfter(pointed, running)).toBe("Asking Ollama for its models…");
    expect(wordsAfter(pointed, running, listed)).toBe("No models yet. Add one to get going.");
    expect(wordsAfter(pointed, running, listed, { type: "service.stopped" })).toBe(
      "There was no model when they were last read.",
    );
  });
});
