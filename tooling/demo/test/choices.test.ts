import { describe, expect, it } from "vitest";
import { chooseEditor, chooseOllama, describeOllama } from "../src/choices.ts";

describe("npm start opens", () => {
  it("the desktop's VS Code if there is one", () => {
    const editor = chooseEditor({ code: "/usr/bin/code", isRemoteTerminal: false });
    expect(editor).toEqual({ kind: "desktop", program: "/usr/bin/code" });
  });

  it("a VS Code in the browser if there is none, or if `code` belongs to a remote window", () => {
    expect(chooseEditor({ code: undefined, isRemoteTerminal: false })).toEqual({ kind: "browser" });
    expect(chooseEditor({ code: "/remote/bin/code", isRemoteTerminal: true })).toEqual({ kind: "browser" });
  });
});

describe("npm start has Paddock manage", () => {
  const address = "http://127.0.0.1:11434";

  it("the Ollama that answers, whether installed here or not", () => {
    const ollama = chooseOllama({ address, version: "0.33.0", program: undefined });
    expect(describeOllama(ollama)).toBe(`Paddock manages the Ollama 0.33.0 that answers at ${address}.`);
  });

  it("the installed Ollama if none answers", () => {
    const ollama = chooseOllama({ address, version: undefined, program: "/usr/bin/ollama" });
    expect(describeOllama(ollama)).toBe("Paddock manages the Ollama of this machine: /usr/bin/ollama");
  });

  it("a simulator if there is no Ollama", () => {
    const ollama = chooseOllama({ address, version: undefined, program: undefined });
    expect(describeOllama(ollama, "http://127.0.0.1:4000")).toMatch(
      /^Demo: Ollama was not found, so a simulator answers at http:\/\/127\.0\.0\.1:4000/,
    );
  });

  it("a simulator if the address is invalid", () => {
    expect(chooseOllama({ address: undefined, version: undefined, program: undefined })).toEqual({
      kind: "demo",
    });
  });
});
