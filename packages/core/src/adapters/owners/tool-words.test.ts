import { expect, it } from "vitest";
import { toolWords } from "./tool-words.ts";

it.each([
  [
    "Error response from daemon: No such container: ollama\n",
    "Error response from daemon: No such container: ollama",
  ],
  ["one\n\u001b[31mtwo\r\n\n three\nfour\n", "[31mtwo three four"],
  ["proxyconnect http://jane:secret@proxy.example: refused", "proxyconnect http://…@proxy.example: refused"],
])("are the last lines of a tool, without secrets and control characters: %j", (stderr, words) => {
  expect(toolWords({ stderr, stdout: "not this" })).toBe(words);
});

it("are those of its output if it says nothing else", () => {
  expect(toolWords({ stderr: " \n", stdout: "failed" })).toBe("failed");
});
