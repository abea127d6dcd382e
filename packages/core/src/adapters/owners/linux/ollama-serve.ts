/**
 * Whether these arguments run a server: `ollama serve` or its alias `start` (docs/ollama.md §4.2), also by an interpreter
 * or under another name, such as the `.ollama-wrapped` of nixpkgs.
 */
export const isOllamaServe = (argv: readonly string[]): boolean =>
  [0, 1].some((at) => /ollama[^/]*$/i.test(argv[at] ?? "") && /^(serve|start)$/.test(argv[at + 1] ?? ""));
