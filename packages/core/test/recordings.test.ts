import { recordings, versions, type RecordedExchange, type Recording } from "@paddock/test-fixtures";
import * as v from "valibot";
import { assert, describe, expect, it } from "vitest";
import { modelsOfTags, recommendationsOf } from "../src/adapters/ollama/ollama-answers.ts";
import {
  chatSchema,
  embedSchema,
  errorSchema,
  generateSchema,
  psSchema,
  recommendationsSchema,
  pullLineSchema,
  showSchema,
  tagsSchema,
  versionSchema,
} from "../src/adapters/ollama/ollama-schemas.ts";
import { isLeftover } from "../src/models/leftover.ts";
import { modelName } from "../src/testing/index.ts";
import { toPullFailure } from "../src/adapters/ollama/pull-failure.ts";

/** The schemas of successful answers and of stream lines, by endpoint. */
const ANSWERS: Readonly<Record<string, v.GenericSchema>> = {
  "GET /api/version": versionSchema,
  "GET /api/tags": tagsSchema,
  "GET /api/ps": psSchema,
  "POST /api/show": showSchema,
  "POST /api/generate": generateSchema,
  "POST /api/chat": chatSchema,
  "POST /api/embed": embedSchema,
};
const LINES: Readonly<Record<string, v.GenericSchema>> = {
  "POST /api/pull": pullLineSchema,
  "POST /api/generate": v.union([generateSchema, errorSchema]),
  "POST /api/chat": v.union([chatSchema, errorSchema]),
};

const endpointOf = ({ request: { method, path } }: Pick<RecordedExchange, "request">): string =>
  `${method} ${path}`;
const isGood = ({ response: { status } }: RecordedExchange): boolean => status >= 200 && status < 300;

/** The recordings of single requests. */
function exchanges(all: readonly Recording[]): readonly RecordedExchange[] {
  return all.filter((recording) => recording.kind === "exchange");
}

/** Answers that we never ask for. */
const UNREAD: ReadonlyMap<string, string> = new Map([
  ["show-list-all", "the details of all copies at once (`all_manifests`), in a form of their own"],
]);

describe.each(versions)("every answer of Ollama %s", (version) => {
  const all = recordings(version);

  it("that is successful is read by its schema", () => {
    const read = exchanges(all).filter(
      (one) => isGood(one) && ANSWERS[endpointOf(one)] && !UNREAD.has(one.name),
    );
    for (const one of read)
      expect(() => v.parse(ANSWERS[endpointOf(one)]!, one.response.body), one.name).not.toThrow();
    expect(new Set(read.map(endpointOf))).toEqual(new Set(Object.keys(ANSWERS)));
  });

  it("lists models with their digests, sizes and details", () => {
    const tags = exchanges(all).filter((one) => endpointOf(one) === "GET /api/tags" && isGood(one));
    const models = tags.flatMap(({ response }) => v.parse(tagsSchema, response.body).models);
    expect(models.length).toBeGreaterThan(10);
    for (const { name, digest, size, modified_at, details, remote_host } of models) {
      expect(digest, name).toMatch(/^[0-9a-f]{64}$/);
      expect(size, name).toBeGreaterThan(0);
      expect(modified_at, name).toBeGreaterThan(0);
      // The list says less of cloud models, which have no file.
      if (!remote_host) expect([details.format, details.family], name).not.toContain("");
    }
  });

  it("shows models with their details", () => {
    const shown = exchanges(all)
      .filter((one) => endpointOf(one) === "POST /api/show" && isGood(one) && !UNREAD.has(one.name))
      .map((one) => ({ name: one.name, ...v.parse(showSchema, one.response.body) }));
    expect(shown.length).toBeGreaterThan(2);
    for (const { name, modelfile, model_info } of shown) {
      expect(modelfile, name).not.toBe("");
      expect(model_info, name).toHaveProperty(["general.architecture"]);
    }
  });

  it("lists loaded models with their digests and sizes", () => {
    const loaded = exchanges(all)
      .filter((one) => endpointOf(one) === "GET /api/ps" && isGood(one))
      .flatMap(({ response }) => v.parse(psSchema, response.body).models);
    expect(loaded.length).toBeGreaterThan(0);
    for (const { name, digest, size, expires_at } of loaded) {
      expect(digest, name).toMatch(/^[0-9a-f]{64}$/);
      expect(size, name).toBeGreaterThan(0);
      expect(expires_at, name).toBeGreaterThan(0);
    }
  });

  it("that is a stream is read line by line", () => {
    const streams = all
      .filter((recording) => recording.kind === "stream")
      .filter((one) => LINES[endpointOf(one)]);
    expect(streams.length).toBeGreaterThan(20);
    for (const one of streams)
      for (const { line } of one.lines)
        expect(() => v.parse(LINES[endpointOf(one)]!, line), one.name).not.toThrow();
  });

  it("that is an error has a message", () => {
    const errors = exchanges(all).filter(
      (one) =>
        !isGood(one) &&
        one.response.headers["content-type"]?.includes("json") &&
        typeof one.response.body === "object",
    );
    expect(errors.length).toBeGreaterThan(20);
    const ours = errors.filter(({ request }) => request.path.startsWith("/api/"));
    for (const one of ours) expect(() => v.parse(errorSchema, one.response.body), one.name).not.toThrow();
  });

  it("recommends models that can be pulled, if it recommends any", () => {
    const recorded = exchanges(all).find(
      (one) => endpointOf(one) === "GET /api/experimental/model-recommendations",
    );
    assert(recorded);
    const { response } = recorded;
    if (response.status === 404) return;
    const parsed = v.parse(recommendationsSchema, response.body);
    expect(recommendationsOf(parsed)).toHaveLength(parsed.recommendations.length);
    expect(recommendationsOf(parsed)).toContainEqual({
      model: "gemma4:latest",
      description: "Reasoning and code generation locally",
      vramBytes: 12_000_000_000,
    });
  });

  it("uses model names that we keep unchanged", () => {
    const tags = exchanges(all).filter((one) => endpointOf(one) === "GET /api/tags" && isGood(one));
    for (const { response } of tags) {
      const parsed = v.parse(tagsSchema, response.body);
      const listed = [...new Set(parsed.models.map(({ name }) => name))];
      const read = modelsOfTags(parsed).map(({ name }) => name);
      // Names of converted weights are hidden while a model has them.
      expect(read).toEqual(
        listed.filter((name) => read.includes(modelName(name)) || !isLeftover(modelName(name))),
      );
    }
  });

  it("maps every failed pull to a kind of failure", () => {
    const pulls = all
      .filter((recording) => recording.kind === "stream")
      .filter((one) => endpointOf(one) === "POST /api/pull");
    const reasons = pulls.flatMap(({ name, lines }) =>
      lines.flatMap(({ line }) => {
        const error = v.safeParse(errorSchema, line);
        return error.success ? [[name, toPullFailure(error.output.error).kind]] : [];
      }),
    );
    expect(Object.fromEntries(reasons)).toMatchObject({
      "pull-not-found": "not-in-registry",
      "pull-tag-not-found": "not-in-registry",
      "pull-manifest-412": "needs-newer-ollama",
      "pull-manifest-429": "rate-limited",
      "pull-manifest-401": "unauthorised",
      "pull-manifest-403": "unauthorised",
      "pull-manifest-500": "registry-unreachable",
      "pull-registry-down": "registry-unreachable",
      "pull-registry-no-name": "registry-unreachable",
      "pull-disk-full": "disk-full",
      "pull-wrong-digest": "digest-mismatch",
      "pull-blob-403": "store-unreachable",
    });
  });
});

describe("a schema", () => {
  const samples: readonly (readonly [string, v.GenericSchema, readonly string[]])[] = [
    ["GET /api/version", versionSchema, ["version"]],
    // One odd entry does not spoil a list: see ollama-answers.test.ts.
    ["GET /api/tags", tagsSchema, ["models"]],
    ["GET /api/ps", psSchema, ["models"]],
    ["POST /api/generate", generateSchema, ["model", "response", "done"]],
    ["POST /api/chat", chatSchema, ["model", "message", "message.content", "done"]],
    ["POST /api/embed", embedSchema, ["model", "embeddings"]],
  ];
  const cases = samples.flatMap(([endpoint, schema, fields]) =>
    fields.map((field) => [endpoint, field, schema] as const),
  );

  it.each(cases)(
    "of %s rejects an answer in which %s is missing or has another type",
    (endpoint, field, schema) => {
      const good = exchanges(recordings("0.33.0-rc2")).find(
        (one) => endpointOf(one) === endpoint && isGood(one) && has(one.response.body, field),
      );
      expect(good, `a recording of ${endpoint} with ${field}`).toBeDefined();
      expect(v.safeParse(schema, good!.response.body).success).toBe(true);
      expect(v.safeParse(schema, changed(good!.response.body, field, undefined)).success).toBe(false);
      expect(v.safeParse(schema, changed(good!.response.body, field, Symbol("another type"))).success).toBe(
        false,
      );
    },
  );

  it("of a pull's line rejects a line without a status, and bytes that are not a number", () => {
    const line = { status: "pulling 1", digest: "sha256:1", total: 2, completed: 1 };
    expect(v.safeParse(pullLineSchema, line).success).toBe(true);
    for (const field of ["status", "digest"])
      expect(v.safeParse(pullLineSchema, changed(line, field, 7)).success).toBe(false);
    expect(v.safeParse(pullLineSchema, changed(line, "status", undefined)).success).toBe(false);
    for (const field of ["total", "completed"])
      expect(v.safeParse(pullLineSchema, changed(line, field, "2")).success).toBe(false);
  });
});

const has = (value: unknown, path: string): boolean => at(value, path.split(".")) !== undefined;

function at(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value;
  return typeof value === "object" && value !== null && key in value
    ? at((value as Record<string, unknown>)[key], rest)
    : undefined;
}

/** A copy with another value for one field; `undefined` deletes it. */
function changed(value: unknown, path: string, next: unknown): unknown {
  const copy: unknown = structuredClone(value);
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  const parent = at(copy, keys) as Record<string, unknown>;
  if (next === undefined) delete parent[last];
  else parent[last] = next;
  return copy;
}
