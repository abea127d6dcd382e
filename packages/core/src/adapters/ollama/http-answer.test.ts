import { recordedExchange } from "@paddock/test-fixtures";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { describeFailure } from "../../ui/text/failure.view.ts";
import { toFailure, type Failure } from "../../shared/failure.ts";
import { expectSuccess, parseAnswer } from "./http-answer.ts";
import { tagsSchema } from "./ollama-schemas.ts";

const answer = (status: number, body: unknown) => ({
  status,
  headers: new Map<string, string>(),
  text: typeof body === "string" ? body : JSON.stringify(body),
});

function failureOf(endpoint: string, status: number, body: unknown): Failure {
  try {
    expectSuccess(endpoint, answer(status, body));
  } catch (error) {
    return toFailure(error);
  }
  throw new Error("it succeeded");
}

describe("an answer of status", () => {
  it.each<[number, string, unknown, Failure]>([
    [404, "POST /api/show", { error: "model 'x' not found" }, { kind: "no-such-model" }],
    [404, "POST /api/show", { detail: "Model 'gone:1b' was not found" }, { kind: "no-such-model" }],
    [404, "POST /api/show", "Model not found: model not found", { kind: "no-such-model" }],
    [
      404,
      "POST /api/chat",
      { error: { message: "The model `x` does not exist" } },
      { kind: "no-such-model" },
    ],
    [404, "POST /api/show", { detail: "'gone:1b' not found" }, { kind: "no-such-model" }],
    [404, "POST /api/show", { detail: { error: "model not found" } }, { kind: "no-such-model" }],
    [
      404,
      "POST /api/show",
      { detail: "'/api/show' not found at 'http://proxy:80/api/show'" },
      { kind: "not-supported", endpoint: "POST /api/show" },
    ],
    [404, "POST /api/show", "404 page not found", { kind: "not-supported", endpoint: "POST /api/show" }],
    [404, "POST /api/show", { detail: "Not Found" }, { kind: "not-supported", endpoint: "POST /api/show" }],
    [
      405,
      "POST /api/copy",
      { detail: "Method Not Allowed" },
      { kind: "not-supported", endpoint: "POST /api/copy" },
    ],
    [
      501,
      "POST /api/copy",
      { error: "copying is not implemented" },
      { kind: "not-supported", endpoint: "POST /api/copy" },
    ],
    [404, "GET /api/tags", { error: "no models here" }, { kind: "not-supported", endpoint: "GET /api/tags" }],
    [403, "GET /api/version", "", { kind: "forbidden", status: 403 }],
    [
      403,
      "GET /api/version",
      { detail: "Not authenticated" },
      { kind: "forbidden", status: 403, message: "Not authenticated" },
    ],
    [
      401,
      "POST /api/show",
      { detail: "Not authenticated" },
      { kind: "forbidden", status: 401, message: "Not authenticated" },
    ],
    [
      403,
      "GET /api/tags",
      "<html><title>Sign in</title></html>",
      { kind: "forbidden", status: 403, message: "Sign in" },
    ],
    [403, "POST /api/show", { error: "not yours" }, { kind: "rejected", status: 403, message: "not yours" }],
    [502, "GET /api/version", "", { kind: "bad-gateway", status: 502 }],
    [520, "GET /api/version", "", { kind: "bad-gateway", status: 520 }],
    [524, "GET /api/version", "<html>A timeout occurred</html>", { kind: "bad-gateway", status: 524 }],
    [530, "GET /api/version", "error code: 1033", { kind: "bad-gateway", status: 530 }],
    [503, "GET /api/tags", { detail: "no upstream" }, { kind: "bad-gateway", status: 503 }],
    [503, "GET /api/tags", { error: "server busy" }, { kind: "busy" }],
    [408, "GET /api/tags", "", { kind: "bad-gateway", status: 408 }],
    [505, "GET /api/tags", "HTTP Version Not Supported", { kind: "bad-gateway", status: 505 }],
    [561, "POST /api/pull", "", { kind: "bad-gateway", status: 561 }],
    [598, "POST /api/pull", "<html>598</html>", { kind: "bad-gateway", status: 598 }],
    [599, "POST /api/pull", { detail: "timeout" }, { kind: "bad-gateway", status: 599 }],
    [599, "POST /api/pull", { error: "odd" }, { kind: "rejected", status: 599, message: "odd" }],
    [
      511,
      "GET /api/tags",
      "<html><title>Network Authentication Required</title></html>",
      { kind: "unreadable", endpoint: "GET /api/tags", problem: "a sign-in page" },
    ],
    [
      500,
      "GET /api/tags",
      { error: "a tensor is missing" },
      { kind: "rejected", status: 500, message: "a tensor is missing" },
    ],
    [
      500,
      "GET /api/tags",
      { detail: "Server Connection Error" },
      { kind: "rejected", status: 500, message: "Server Connection Error" },
    ],
    [
      422,
      "POST /api/show",
      { detail: [{ loc: ["body"], msg: "Field required" }] },
      { kind: "rejected", status: 422, message: "Field required" },
    ],
    [500, "GET /api/tags", { odd: true }, { kind: "rejected", status: 500, message: "" }],
    [500, "GET /api/tags", '{"error":"cut o', { kind: "rejected", status: 500, message: "" }],
  ])("%i to %s: %j", (status, endpoint, body, failure) => {
    expect(failureOf(endpoint, status, body)).toEqual(failure);
  });

  it.each(["0.33.0-rc2", "0.40-preview"] as const)("Ollama %s has the words of its runner", (version) => {
    const failureOfRecorded = (name: string) => {
      const { request, response } = recordedExchange(version, name);
      return failureOf(`${request.method} ${request.path}`, response.status, response.body);
    };
    expect(failureOfRecorded("embed-on-chat-model")).toEqual({
      kind: "rejected",
      status: 501,
      message: "This server does not support embeddings. Start it with `--embeddings`",
    });
    expect(failureOfRecorded("generate-images")).toEqual({
      kind: "rejected",
      status: 400,
      message: "Multimodal data provided, but model does not support multimodal requests.",
    });
  });

  it.each([
    ["[engine] it failed", "[engine] it failed"],
    ['{{ "x" }} is no template', '{{ "x" }} is no template'],
    ['{"error":{"message":"cut o', ""],
    ['[{"message":"boom"}]', ""],
    ['{"error":"{\\"error\\":\\"boom\\"}"}', "boom"],
    [
      JSON.stringify({ error: { message: `boom${" long".repeat(400)}` } }),
      expect.stringMatching(/^boom long/),
    ],
  ])("500 has the words in the error, and no JSON: %s", (error, message) => {
    expect(failureOf("POST /api/chat", 500, { error })).toEqual({ kind: "rejected", status: 500, message });
  });

  it.each([530, 524, 502])("%i says that the server behind the proxy does not answer", (status) => {
    expect(describeFailure(failureOf("GET /api/version", status, ""))).toMatch(
      /proxy.*cannot reach.*Try again/,
    );
  });

  it("403 asks for a token if a proxy says that it wants one", () => {
    const words = describeFailure(failureOf("GET /api/version", 403, { detail: "Not authenticated" }));
    expect(words).toContain("“Not authenticated”");
    expect(words).toContain("Set Request Headers");
  });
});

describe("an answer that is not one of Ollama's", () => {
  it.each([
    ["a web page", "<!doctype html><html><body>Sign in</body></html>"],
    ["JSON of another form", { models: [{ id: "x" }] }],
    ["JSON without models", { data: [] }],
    ["nothing", ""],
  ])("is told without words of a schema: %s", (_what, body) => {
    let failure: Failure | undefined;
    try {
      parseAnswer(tagsSchema, "GET /api/tags", answer(200, body));
    } catch (error) {
      failure = toFailure(error);
    }
    expect(failure).toMatchObject({ kind: "unreadable" });
    expect(failure && describeFailure(failure)).toBe(
      "The answer to GET /api/tags is not one of Ollama's. Another program or a proxy may be answering instead of Ollama.",
    );
  });

  it("says in its problem where it differs, for the log", () => {
    expect(() => parseAnswer(v.object({ a: v.number() }), "GET /x", answer(200, { a: "b" }))).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ problem: expect.stringMatching(/^a: /) }),
      }),
    );
  });
});
