import { parseModelName, type ModelName } from "../models/model-name.ts";

/** What the name of a GGUF file says, by the conventions of llama.cpp and of its quantisers. */
export type GgufName = {
  /** Without the ending, and without which part it is. */
  readonly stem: string;
  /** Which part of a split model it is (from 1), and of how many. */
  readonly part?: { readonly number: number; readonly of: number };
  /** Whether it holds the vision part of a model, which another file completes. */
  readonly isProjector: boolean;
};

/** Splits are named `-00001-of-0000N.gguf` (llama.cpp, `llama_split_path`). */
const PART = /-(\d{5})-of-(\d{5})$/;
const ENDING = /\.gguf$/i;
/** `mmproj-F16.gguf`, `mmproj-model-f16.gguf`, `gemma-3-4b-it-mmproj.gguf`. */
const PROJECTOR = /(?:^|[-_.])mmproj(?:[-_.]|$)/i;
/** The part of a name that says how the weights are quantised: `Q4_K_M`, `IQ3_XXS`, `UD-Q4_K_XL`, `BF16`, `MXFP4`. */
const QUANTIZATION = /[-_.]((?:UD-)?I?Q\d\w*|BF16|F(?:16|32)|MXFP4\w*)$/i;

/** What the name of a file says; `undefined` if it is not that of a GGUF file. */
export function parseGgufName(name: string): GgufName | undefined {
  if (!ENDING.test(name)) return undefined;
  const whole = name.replace(ENDING, "");
  const [, number, of] = PART.exec(whole) ?? [];
  const stem = whole.replace(PART, "");
  return {
    stem,
    ...(number !== undefined && of !== undefined && { part: { number: Number(number), of: Number(of) } }),
    isProjector: PROJECTOR.test(stem),
  };
}

/** A name for the model of such a file, as far as one can be made of it: `gemma-3-4b-it:Q4_K_M`. */
export function suggestedName(fileName: string): ModelName | undefined {
  const stem = parseGgufName(fileName)?.stem ?? fileName.replace(/(?:\.ollama)?\.tar$/i, "");
  const [, quantization] = QUANTIZATION.exec(stem) ?? [];
  const base = quantization === undefined ? stem : stem.slice(0, -quantization.length - 1);
  const model = usable(base);
  return model === "" ? undefined : parseModelName(quantization ? `${model}:${usable(quantization)}` : model);
}

/** With the letters only that a name may have (docs/ollama.md §3). */
const usable = (text: string): string =>
  text
    .replaceAll(/[^A-Za-z0-9_.-]+/g, "-")
    .replace(/^[^A-Za-z0-9_]+/, "")
    .replace(/[-.]+$/, "")
    .slice(0, 80);
