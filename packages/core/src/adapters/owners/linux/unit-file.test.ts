import { expect, it } from "vitest";
import { assignedIn, parseUnit, wordsOf } from "./unit-file.ts";

const values = (setting: string, ...texts: readonly string[]) => parseUnit(texts).get(setting);

it("reads lines that go on, and no comments", () => {
  const text =
    "[Service]\n# ExecStart=/bin/false\nExecStart=/usr/bin/ollama \\\n; of the distribution\n  serve\n";
  expect(values("Service.ExecStart", text)?.flatMap(wordsOf)).toEqual(["/usr/bin/ollama", "serve"]);
});

it("forgets the earlier values where a drop-in has an empty one", () => {
  const command = (path: string): string => `[Service]\nExecStart=\nExecStart=${path} serve\n`;
  expect(values("Service.ExecStart", command("/a"), command("/b"))).toEqual(["/b serve"]);
  expect(
    values("Service.Environment", "[Service]\nEnvironment=A=1\n", "[Service]\nEnvironment=B=2\n"),
  ).toEqual(["A=1", "B=2"]);
});

it("keeps the settings of sections apart", () => {
  expect(values("Service.ExecStart", "[Unit]\nExecStart=/bin/true\n")).toBeUndefined();
});

it("takes the quotes from words", () => {
  const words = wordsOf(`"OLLAMA_HOST=0.0.0.0:11435" OLLAMA_ORIGINS='a b' C=d "unfinished`);
  expect(assignedIn(words, "OLLAMA_HOST")).toBe("0.0.0.0:11435");
  expect(assignedIn(words, "OLLAMA_ORIGINS")).toBe("a b");
  expect(assignedIn(words, "HOST")).toBeUndefined();
});
