import { describe, expect, it } from "vitest";
import { chooseEditor, chooseOllama, describeOllama } from "../src/choices.ts";

describe("npm start opens", () => {
  it("the desktop's VS Code where there is one", () => {
    const editor = chooseEditor({ code: "/usr/bin/code", isRemoteTerminal: false });
    expect(editor).toEqual({ kind: "desktop", program: "/usr/bin/code" });
  });

  it("one in the browser where there is none, or where `code` is only a window's own", () => {
    expect(chooseEditor({ code: undefined, isRemoteTerminal: false })).toEqual({ kind: "browser" });
    expect(chooseEditor({ code: "/remote/bin/code", isRemoteTerminal: true })).toEqual({ kind: "browser" });
  });
});

describe("npm start has Paddock manage", () => {
  const address = "http://127.0.0.1:11434";

  it("the Ollama that answers, installed here or not", () => {
    const ollama = chooseOllama({ address, version: "0.33.0", program: undefined });
    expect(describeOllama(ollama)).toBe(`Paddock manages the Ollama 0.33.0 that answers at ${address}.`);
  });

  it("the Ollama that is installed, when none answers", () => {
    const ollama = chooseOllama({ address, version: undefined, program: "/usr/bin/ollama" });
    expect(describeOllama(ollama)).toBe("Paddock manages the Ollama of this machine: /usr/bin/ollama");
  });

  it("a simulator, when there is none", () => {
    const ollama = chooseOllama({ address, version: undefined, program: undefined });
    expect(describeOllama(ollama, "http://127.0.0.1:4000")).toMatch(
      /^Demo: Ollama was not found, so a simulator answers at http:\/\/127\.0\.0\.1:4000/,
    );
  });

  it("nothing at an address that is none", () => {
    expect(chooseOllama({ address: undefined, version: undefined, program: undefined })).toEqual({
      kind: "demo",
    });
  });
});
