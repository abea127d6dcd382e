import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given } from "../testing/index.ts";
import { dashboardView } from "./index.ts";

const wordsAfter = (...events: readonly AppEvent[]): string =>
  dashboardView(given(...events).state, 0).words.noModels;

describe("a list without models", () => {
  it.each<[string, readonly AppEvent[]]>([
    ["Paddock is still looking for Ollama.", []],
    [
      "The host is not valid.",
      [{ type: "service.misconfigured", host, setting: "paddock.host", text: "x y", problem: "bad-host" }],
    ],
    ["Ollama is not running.", [pointed, { type: "service.stopped", host }]],
    [
      "The host refuses connections.",
      [
        { ...pointed, isRemote: true },
        { type: "service.stopped", host },
      ],
    ],
    ["Ollama is starting.", [pointed, { type: "service.start-requested", host }]],
    [
      "Ollama is not answering.",
      [pointed, running, { type: "service.not-answering", host, owner: { kind: "paddock" } }],
    ],
    ["Ollama is stopping.", [pointed, running, { type: "service.stop-requested", host }]],
    [
      "Ollama has failed.",
      [pointed, { type: "service.failed", host, failure: { kind: "not-installed" }, logLines: [] }],
    ],
    ["Another program uses Ollama's port.", [pointed, { type: "service.port-taken", host }]],
    [
      "Ollama denies access.",
      [
        pointed,
        {
          type: "service.refused",
          host,
          owner: { kind: "another-program" },
          failure: { kind: "forbidden", status: 403 },
        },
      ],
    ],
    [
      "Ollama cannot be reached.",
      [
        pointed,
        { type: "service.unreachable", host, failure: { kind: "unreachable", cause: "no-such-host" } },
      ],
    ],
  ])("says why they are not known: %s", (why, history) => {
    expect(wordsAfter(...history)).toBe(`${why} Models are listed here once Ollama runs.`);
  });

  it("says that Ollama has to be installed first", () => {
    expect(wordsAfter(pointed, { type: "service.not-installed", host })).toBe(
      "Ollama was not found on this machine. Models are listed here once Ollama is installed.",
    );
  });

  it("says that Ollama, which runs, did not return them", () => {
    const failure = { kind: "timed-out", afterMs: 10_000 } as const;
    expect(wordsAfter(pointed, running, { type: "models.unread", host, failure })).toBe(
      "Ollama did not return the list of models.",
    );
  });

  it("says that there are none only if that is known", () => {
    const listed = { type: "models.listed", host, models: [] } as const;
    expect(wordsAfter(pointed, running)).toBe("Loading the list of models…");
    expect(wordsAfter(pointed, running, listed)).toBe("No models yet. Add one to get started.");
    expect(wordsAfter(pointed, running, listed, { type: "service.stopped", host })).toBe(
      "There were no models when the list was last read.",
    );
  });
});
