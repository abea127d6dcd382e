/** The engine that a manifest is made for. Other names of an engine are understood, too. */
export type Runner = "ggml" | "llamacpp" | "mlx";

export function parseRunner(text: string): Runner | undefined {
  return RUNNERS.get(text.toLowerCase());
}

/** Which child of a list is chosen: the first of these that is there. */
export function runnerOrder(isAppleSilicon: boolean): readonly Runner[] {
  return isAppleSilicon ? ["mlx", "llamacpp", "ggml"] : ["llamacpp", "ggml", "mlx"];
}

const RUNNERS: ReadonlyMap<string, Runner> = new Map([
  ["ggml", "ggml"],
  ["llamacpp", "llamacpp"],
  ["llama.cpp", "llamacpp"],
  ["llama-cpp", "llamacpp"],
  ["llama_cpp", "llamacpp"],
  ["mlx", "mlx"],
  ["mlxrunner", "mlx"],
]);
