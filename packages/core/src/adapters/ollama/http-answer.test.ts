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
