import { describe, expect, it } from "vitest";
import { endsServing, hasServing, isServing } from "./ollama-program.ts";

describe("arguments that run Ollama's server", () => {
  it.each([
    [["/usr/local/bin/ollama", "serve"]],
    [["ollama", "start"]],
    [["/nix/store/x-ollama-0.24/bin/.ollama-wrapped", "serve"]],
    [["./ollama-linux-amd64", "serve"]],
    [["/opt/ollama-0.24.0", "serve"]],
    [["node", "/home/me/bin/ollama", "serve"]],
  ])("are %j", (argv) => {
    expect(isServing(argv)).toBe(true);
    expect(hasServing(`exec ${argv.join(" ")} >log`)).toBe(true);
    expect(endsServing(argv.join(" "))).toBe(true);
  });

  it.each([
    [["node", "/tmp/ollama-proxy.cjs", "serve"]],
    [["python3", "/srv/ollama.py", "serve"]],
    [["/usr/bin/ollama-exporter", "serve"]],
    [["/usr/bin/my-ollama", "start"]],
    [["node", "/srv/.ollama-wrapped.js", "serve"]],
  ])("are not those of another program with a like name: %j", (argv) => {
    expect(isServing(argv)).toBe(false);
    expect(hasServing(`exec ${argv.join(" ")} >log`)).toBe(false);
    expect(endsServing(argv.join(" "))).toBe(false);
  });

  it("may be in quotes, or in a folder whose name has spaces", () => {
    expect(endsServing(`"C:\\Program Files\\Ollama\\ollama.exe" serve`)).toBe(true);
    expect(endsServing("/Applications/My Apps/Ollama.app/Contents/Resources/ollama serve")).toBe(true);
    expect(endsServing("ollama serve --other")).toBe(false);
  });
});
