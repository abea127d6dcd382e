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
      "The host is not valid.",
      [{ type: "service.misconfigured", setting: "paddock.host", text: "x y", problem: "bad-host" }],
    ],
    ["Ollama was not found on this machine.", [pointed, { type: "service.not-installed" }]],
    ["Ollama is not running.", [pointed, { type: "service.stopped" }]],
    ["The host refuses connections.", [{ ...pointed, isRemote: true }, { type: "service.stopped" }]],
    ["Ollama is starting.", [pointed, { type: "service.start-requested" }]],
    ["Ollama is not answering.", [pointed, running, { type: "service.not-answering", control: "ours" }]],
    ["Ollama is stopping.", [pointed, running, { type: "service.stop-requested" }]],
    [
      "Ollama has failed.",
      [pointed, { type: "service.failed", failure: { kind: "not-installed" }, logLines: [] }],
    ],
    ["Another program uses Ollama's port.", [pointed, { type: "service.port-taken" }]],
    [
      "Ollama denies access.",
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
      "Ollama did not return it.",
      [pointed, running, { type: "models.unread", failure: { kind: "timed-out", afterMs: 10_000 } }],
    ],
  ])("says why they are not known: %s", (why, history) => {
    expect(wordsAfter(...history)).toBe(`The list of models is not available. ${why}`);
  });

  it("says that there are none only where that is so", () => {
    const listed = { type: "models.listed", origin, models: [] } as const;
    expect(wordsAfter(pointed, running)).toBe("Loading the list of models…");
    expect(wordsAfter(pointed, running, listed)).toBe("No models yet. Add one to get started.");
    expect(wordsAfter(pointed, running, listed, { type: "service.stopped" })).toBe(
      "There were no models when the list was last read.",
    );
  });
});
