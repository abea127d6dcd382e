import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PullLine } from "../../ollama/ollama-api.port.ts";
import { createProgressReader } from "./progress-fast-path.ts";

type Line = {
  readonly status: string;
  readonly digest?: string;
  readonly total?: number;
  readonly completed?: number;
};

const parse = (text: string): PullLine => {
  const { status, digest, total, completed = 0 } = JSON.parse(text) as Line;
  return digest === undefined
    ? { kind: "status", status }
    : { kind: "layer", digest, doneBytes: completed, ...(total !== undefined && { totalBytes: total }) };
};

const digest = fc.constantFrom("sha256:a", "sha256:b", "a.b*c\\d", "[x]{1}");
const line = fc.oneof(
  fc.record({ status: fc.constantFrom("verifying sha256 digest", "success") }),
  fc.record(
    { status: fc.constant("pulling"), digest, total: fc.constantFrom(10, 20), completed: fc.nat(99) },
    { requiredKeys: ["status", "digest"] },
  ),
);
/** Consecutive progress lines of one layer. */
const run = fc
  .tuple(digest, fc.array(fc.nat(1_000_000), { minLength: 2, maxLength: 30 }))
  .map(([of, counts]) => counts.map((completed) => ({ status: "pulling", digest: of, total: 9, completed })));
const anyLines = fc
  .array(
    fc.oneof(
      line.map((one) => [one]),
      run,
    ),
    { maxLength: 10 },
  )
  .map((list) => list.flat());

function read(reader: ReturnType<typeof createProgressReader>, text: string): readonly PullLine[] {
  const lines: PullLine[] = [];
  reader.read(text, (one) => lines.push(one));
  return lines;
}

/** The last of each run of consecutive lines of one layer. */
const lastOfEach = (all: readonly PullLine[]): readonly PullLine[] =>
  all.filter((one, index) => {
    const next = all[index + 1];
    const { doneBytes: _, ...rest } = { doneBytes: 0, ...one };
    const { doneBytes: __, ...following } = { doneBytes: 0, ...next };
    return one.kind === "status" || JSON.stringify(rest) !== JSON.stringify(following);
  });

describe("a pull's lines", () => {
  it("mean the same wherever they were split, although most of them are not parsed", () => {
    fc.assert(
      fc.property(anyLines, fc.nat(60), (values, cut) => {
        const texts = values.map((value) => JSON.stringify(value));
        const reader = createProgressReader(parse);
        const lines = [texts.slice(0, cut), texts.slice(cut)].flatMap((part) =>
          read(reader, part.join("\n")),
        );
        expect(lastOfEach(lines)).toEqual(lastOfEach(texts.map(parse)));
      }),
      { numRuns: 2_000 },
    );
  });

  it("are parsed once for a whole run of progress lines", () => {
    let parsed = 0;
    const reader = createProgressReader((text) => {
      parsed++;
      return parse(text);
    });
    const text = Array.from({ length: 100 }, (_, completed) =>
      JSON.stringify({ status: "pulling", digest: "sha256:a", total: 100, completed }),
    ).join("\n");
    expect(read(reader, text)).toHaveLength(2);
    expect(read(reader, text.replaceAll("\n", "\n\n"))).toHaveLength(100);
    expect(parsed).toBe(1);
  });

  it("with an impossible number are left to the parser", () => {
    const text = '{"status":"pulling","digest":"sha256:a","total":1,"completed":1}';
    const reader = createProgressReader(parse);
    expect(
      read(reader, `${text}\n${text.replace('completed":1', `completed":${"9".repeat(30)}`)}`),
    ).toHaveLength(2);
  });
});
