import { describe, expect, it } from "vitest";
import { initialState } from "../app/state.ts";
import { beginRun, evolveRun } from "./run.ts";
import type { RunRequest } from "./run-request.ts";
import { runView } from "./run.view.ts";

/** A run of this request that has been read for so long. */
const readFor = (request: RunRequest, ms: number) =>
  runView(initialState, evolveRun(beginRun(request, 0), { type: "run.moved", phase: "reading" }, 0), ms);

const generate = (prompt: string, images?: readonly string[]): RunRequest => ({
  endpoint: "/api/generate",
  body: { model: "pony:latest", prompt, ...(images && { images }) },
});
const chat = (content: string, images?: readonly string[]): RunRequest => ({
  endpoint: "/api/chat",
  body: { model: "pony:latest", messages: [{ role: "user", content, ...(images && { images }) }] },
});
const embed = (input: string): RunRequest => ({
  endpoint: "/api/embed",
  body: { model: "pony:latest", input },
});
const LONG = "a word ".repeat(1_000);

describe("a run whose prompt is read", () => {
  it.each([generate("Why?"), chat("Why?"), embed("Why?")])("for long may wait for others: %j", (request) => {
    expect(readFor(request, 4_000).status.text).toBe("The model reads the prompt…");
    expect(readFor(request, 6_000).status.text).toContain("answers other requests first");
  });

  it.each([
    ["a long prompt", generate(LONG)],
    ["a long message", chat(LONG)],
    ["a long text", embed(LONG)],
    ["an image in a prompt", generate("What is this?", ["aGVsbG8="])],
    ["an image in a message", chat("What is this?", ["aGVsbG8="])],
  ])("takes its time with %s", (_what, request) => {
    expect(readFor(request, 60_000).status.text).toBe("The model reads the prompt…");
  });

  it("is shown without writing its request as JSON again", () => {
    let written = 0;
    const request: RunRequest = {
      endpoint: "/api/embed",
      body: {
        model: "pony:latest",
        get input() {
          written += 1;
          return "horses";
        },
      },
    };
    const first = readFor(request, 1_000).request;
    const [once, second] = [written, readFor(request, 2_000).request];
    expect(first).toContain('"input": "horses"');
    expect([second, written]).toEqual([first, once]);
  });
});
