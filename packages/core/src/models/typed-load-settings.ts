import type { KeepTime, LoadSettings } from "./load-settings.ts";
import type { LoadSettingsProblem } from "./load-settings-problem.ts";

/** What a person typed; an empty text leaves it to Ollama, an absent one leaves it as it is. */
export type TypedLoadSettings = {
  readonly context?: string;
  readonly gpuLayers?: string;
  readonly keep?: KeepTime | "";
};

/** A shorter context is no use. */
const LEAST_CONTEXT = 256;
/** Ollama takes as many as the model has. */
const MOST_LAYERS = 999;

type Parsed =
  | { readonly kind: "settings"; readonly settings: LoadSettings }
  | { readonly kind: "problem"; readonly problems: readonly LoadSettingsProblem[] };

/** The settings that a typed change makes of those before. `mostContext`: the longest context of the model, if it is known. */
export function parseLoadSettings(
  typed: TypedLoadSettings,
  before: LoadSettings,
  mostContext: number | undefined,
): Parsed {
  const least = Math.min(LEAST_CONTEXT, mostContext ?? LEAST_CONTEXT);
  const contextRange = { least, most: mostContext ?? Number.MAX_SAFE_INTEGER };
  const context = numberIn(typed.context, before.context, contextRange);
  const gpuLayers = numberIn(typed.gpuLayers, before.gpuLayers, { least: 0, most: MOST_LAYERS });
  if (context === "wrong" || gpuLayers === "wrong") {
    const most = mostContext !== undefined && { most: mostContext };
    const problems: LoadSettingsProblem[] = [];
    if (context === "wrong") problems.push({ kind: "context", least, ...most });
    if (gpuLayers === "wrong") problems.push({ kind: "gpu-layers", most: MOST_LAYERS });
    return { kind: "problem", problems };
  }
  const keep = typed.keep ?? before.keep ?? "";
  return {
    kind: "settings",
    settings: {
      ...(context !== undefined && { context }),
      ...(gpuLayers !== undefined && { gpuLayers }),
      ...(keep !== "" && { keep }),
    },
  };
}

type Range = { readonly least: number; readonly most: number };

function numberIn(
  typed: string | undefined,
  before: number | undefined,
  { least, most }: Range,
): number | "wrong" | undefined {
  if (typed === undefined) return before;
  if (typed.trim() === "") return undefined;
  const value = parseWhole(typed);
  return value === undefined || value < least || value > most ? "wrong" : value;
}

/** "16384", "16,384" in the groups of any language, and "16k", which is 16 × 1,024. */
function parseWhole(text: string): number | undefined {
  const [, digits = "", thousands = ""] =
    /^(\d{1,12}|\d{1,3}(?:[ .,'’_\u00a0\u202f]\d{3}){1,3})(k?)$/i.exec(text.trim()) ?? [];
  if (digits === "") return undefined;
  return Number(digits.replaceAll(/\D/g, "")) * (thousands === "" ? 1 : 1_024);
}
