import { beforeAll, describe, expect, it } from "vitest";
import { extractSentences, readSources, type SourceFile } from "../tools/sentences.ts";

/** A call with a sentence in it, as a person reads the source: one text in quotes, and what is put into it. */
const CALL = /\bl10n\s*\.t\(\s*(?:"((?:[^"\\]|\\.)*)"|[^"])/g;

let files: readonly SourceFile[];
let sentences: Readonly<Record<string, string>>;

beforeAll(async () => {
  files = await readSources();
  sentences = await extractSentences(files);
}, 60_000);

const callsIn = ({ text }: SourceFile): readonly (string | undefined)[] =>
  [...text.matchAll(CALL)].map(([, said]) => said?.replaceAll('\\"', '"'));

describe("the sentences of the interface", () => {
  it("are all seen by the extractor", () => {
    const said = new Set(files.flatMap(callsIn));
    expect(said.size).toBeGreaterThan(400);
    expect([...said].filter((sentence) => sentence === undefined || !(sentence in sentences))).toEqual([]);
    expect(Object.keys(sentences).filter((sentence) => !said.has(sentence))).toEqual([]);
  });

  it("are texts in the source, never a variable or a template that the extractor cannot read", () => {
    const unreadable = files.filter((file) => callsIn(file).includes(undefined)).map(({ path }) => path);
    expect(unreadable).toEqual([]);
  });

  it("are said through `l10n.t`, since the extractor does not see a `t` by itself", () => {
    const wrong = files.filter(({ text }) => /import \{[^}]*\bt\b[^}]*\} from "@vscode\/l10n"/.test(text));
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});
