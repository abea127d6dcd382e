import type { Clock } from "../clock.ts";
import { systemClock } from "../clock.ts";
import { fasterClock } from "../faster-clock.ts";
import type { SimulatorOptions } from "../simulator/options.ts";

/** Reads a variable as trimmed text, or as a number. */
export type Variables = {
  readonly text: (name: string) => string | undefined;
  readonly number: (name: string) => number | undefined;
};

/** The settings for pulls, as options of the simulator. */
export type PullSettings = Pick<
  SimulatorOptions,
  | "registry"
  | "partSizes"
  | "diskBytes"
  | "hashBytesPerSecond"
  | "isPruneOff"
  | "hasMlx"
  | "transferStreams"
  | "chances"
  | "seed"
  | "conversion"
  | "guardsRedirects"
  | "conversionMs"
> & {
  readonly clock: Clock;
  /** The file for the uses of layers by pulls. */
  readonly layerUsesFile: string | undefined;
};

/** Reads Ollama's own variables and the stand-in's. The simulator has the defaults. */
export function readPullSettings({ text, number }: Variables): PullSettings {
  const [registryUrl, huggingFaceUrl] = [text("STAND_IN_REGISTRY"), text("STAND_IN_HUGGING_FACE")];
  const partBytes = number("STAND_IN_PART_BYTES");
  const speed = number("STAND_IN_SPEED");
  return {
    clock: speed === undefined ? systemClock : fasterClock(speed),
    layerUsesFile: text("STAND_IN_LAYER_USES"),
    isPruneOff: isSet(text("OLLAMA_NOPRUNE")),
    guardsRedirects: isSet(text("STAND_IN_GUARD_REDIRECTS")),
    hasMlx: !isSet(text("STAND_IN_NO_MLX")),
    registry: {
      ...(registryUrl !== undefined && { defaultRegistryUrl: registryUrl }),
      ...(huggingFaceUrl !== undefined && { huggingFaceUrl }),
    },
    chances: {
      ...optional("cancelLingers", number("STAND_IN_CANCEL_LINGERS")),
      ...optional("stopForgets", number("STAND_IN_STOP_FORGETS")),
      ...optional("stopEmptiesNote", number("STAND_IN_STOP_EMPTIES_NOTE")),
      ...optional("noteKills", number("STAND_IN_NOTE_KILLS")),
    },
    ...(partBytes !== undefined && { partSizes: { minBytes: partBytes, maxBytes: partBytes } }),
    ...optional("diskBytes", number("STAND_IN_DISK_BYTES")),
    ...optional("hashBytesPerSecond", number("STAND_IN_HASH_BYTES_PER_SECOND")),
    ...optional("transferStreams", number("OLLAMA_MAX_TRANSFER_STREAMS")),
    ...optional("seed", number("STAND_IN_SEED")),
    ...(text("STAND_IN_CONVERSION") === "first" && { conversion: "first" }),
    ...optional("conversionMs", number("STAND_IN_CONVERSION_MS")),
  };
}

/** Reads a flag like Ollama: every value counts as true, except Go's words for false. */
export function isSet(value: string | undefined): boolean {
  return value !== undefined && !["0", "f", "F", "false", "False", "FALSE"].includes(value);
}

function optional<Key extends string>(key: Key, value: number | undefined): { readonly [K in Key]?: number } {
  const result: { [K in Key]?: number } = {};
  if (value !== undefined) result[key] = value;
  return result;
}
