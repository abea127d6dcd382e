import { beforeAll, describe, expect, it } from "vitest";
import { extractSentences, readSources, type SourceFile } from "../tools/sentences.ts";

/** A call of `l10n.t`. The group is its sentence; empty if the first argument is not a string literal. */
const CALL = /\bl10n\s*\.t\(\s*(?:"((?:[^"\\]|\\.)*)"|[^"])/g;

let files: readonly SourceFile[];
let sentences: Readonly<Record<string, string>>;

beforeAll(async () => {
  files = await readSources();
  sentences = await extractSentences(files);
});

const callsIn = ({ text }: SourceFile): readonly (string | undefined)[] =>
  [...text.matchAll(CALL)].map(([, said]) => said?.replaceAll('\\"', '"'));

describe("the sentences of the interface", () => {
  it("are all found by the extractor", () => {
    const said = new Set(files.flatMap(callsIn));
    expect(said.size).toBeGreaterThan(400);
    expect([...said].filter((sentence) => sentence === undefined || !(sentence in sentences))).toEqual([]);
    expect(Object.keys(sentences).filter((sentence) => !said.has(sentence))).toEqual([]);
  });

  it("are string literals, since the extractor cannot read variables or templates", () => {
    const unreadable = files.filter((file) => callsIn(file).includes(undefined)).map(({ path }) => path);
    expect(unreadable).toEqual([]);
  });

  it("are written as `l10n.t`, since the extractor does not find an imported `t`", () => {
    const wrong = files.filter(({ text }) => /import \{[^}]*\bt\b[^}]*\} from "@vscode\/l10n"/.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
