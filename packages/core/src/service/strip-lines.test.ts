import { describe, expect, it } from "vitest";
import type { AppEvent } from "../app/events.ts";
import { host, pointed, running } from "../testing/events.ts";
import { given } from "../testing/given.ts";
import { modelName } from "../testing/index.ts";
import { stripLines } from "./strip-lines.view.ts";

const linesAfter = (...events: readonly AppEvent[]) => stripLines(given(pointed, ...events).state, 0);
const stopping: AppEvent = { type: "service.stop-requested", host };
const stopped: AppEvent = { type: "service.stopped", host };
const starting: AppEvent = { type: "service.start-requested", host };

describe("the lines of the strip", () => {
  it("name the Ollama that runs, and then the one that ran last", () => {
    const first = "Ollama 0.33.0";
    expect(linesAfter(running)).toEqual({ first, rest: "run by Paddock", second: "" });
    expect(linesAfter(running, stopping)).toMatchObject({ first, rest: "Waiting for Ollama to exit" });
    expect(linesAfter(running, stopping, stopped)).toMatchObject({
      first,
      rest: "stopped just now",
    });
    const { first: again, rest } = linesAfter(running, stopping, stopped, starting);
    expect([again, rest]).toEqual([first, expect.stringMatching(/^Waiting for/)]);
  });

  it("say how long it has run, once its process has told", () => {
    const located: AppEvent = { type: "service.located", host, server: { startedAtMs: 0 } };
    const { rest } = stripLines(given(pointed, running, located).state, 3 * 3_600_000);
    expect(rest).toBe("run by Paddock · up 3 hr");
  });

  it("say first what is wrong", () => {
    const failure = { kind: "unreachable", cause: "no-route" } as const;
    const { first } = linesAfter(running, { type: "service.unreachable", host, failure });
    expect(first).not.toContain("Ollama 0.33.0");
    expect(first).not.toBe("");
  });

  it("do not call another server's version one of Ollama's once that is stopped", () => {
    for (const version of ["0.0.74", "0.16.1"])
      expect(linesAfter({ ...running, version, server: "lm-studio" }, stopped).first).toBe("port 11434");
  });

  it("say where nothing runs, while nothing else is known", () => {
    expect(linesAfter(stopped).first).toBe("port 11434");
  });

  it("say when it stopped where a stop was asked for here, or seen after it had come back", () => {
    const { state } = given(pointed, running, stopping, stopped);
    expect(stripLines(state, 303_000).rest).toBe("stopped 5 minutes ago");
    const { state: again } = given(pointed, running, stopping, stopped, running, stopped);
    expect(stripLines(again, 305_000).rest).toBe("stopped 5 minutes ago");
    expect(stripLines(given(pointed, running, stopped).state, 303_000).rest).toBe("");
  });

  it("say how the last test ended, as long as the same Ollama runs", () => {
    const step = {
      step: "answer",
      outcome: "passed",
      tookMs: 412,
      model: modelName("pony"),
      by: "/api/chat",
      answer: { kind: "words", text: "Hi" },
    } as const;
    const tested: readonly AppEvent[] = [
      { type: "test.requested", host },
      { type: "test.stepped", host, step },
      { type: "test.completed", host },
    ];
    expect(linesAfter(running, ...tested).second).toBe("answered in 412 ms · just now");
    expect(linesAfter(running, ...tested, stopped).second).toBe("");
    const failure = { kind: "unreachable", cause: "refused" } as const;
    const failed = { step: "reach", outcome: "failed", tookMs: 3, failure } as const;
    const testedInVain: readonly AppEvent[] = [
      { type: "test.requested", host },
      { type: "test.stepped", host, step: failed },
      { type: "test.completed", host },
    ];
    expect(linesAfter(running, stopped, ...testedInVain).second).toMatch(/· just now$/);
    expect(linesAfter(running, ...tested, stopped, running).second).toBe("");
  });
});
