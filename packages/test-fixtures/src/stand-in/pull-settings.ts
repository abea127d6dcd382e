import type { Clock } from "../clock.ts";
import { systemClock } from "../clock.ts";
import { fasterClock } from "../faster-clock.ts";
import type { SimulatorOptions } from "../simulator/options.ts";

/** A variable, cleaned; and one that is a number. */
export type Variables = {
  readonly text: (name: string) => string | undefined;
  readonly number: (name: string) => number | undefined;
};

/** What the environment asks of pulls, as options of the simulator. */
export type PullKnobs = Pick<
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
> & {
  readonly clock: Clock;
  /** The file that is told of which pull had to do with which layer. */
  readonly touchesFile: string | undefined;
};

/** Reads Ollama's own variables and the stand-in's; what is not told is left to the simulator. */
export function readPullKnobs({ text, number }: Variables): PullKnobs {
  const [registryUrl, huggingFaceUrl] = [text("STAND_IN_REGISTRY"), text("STAND_IN_HUGGING_FACE")];
  const partBytes = number("STAND_IN_PART_BYTES");
  const speed = number("STAND_IN_SPEED");
  const [lingers, forgets] = [number("STAND_IN_CANCEL_LINGERS"), number("STAND_IN_STOP_FORGETS")];
  return {
    clock: speed === undefined ? systemClock : fasterClock(speed),
    touchesFile: text("STAND_IN_TOUCHES"),
    isPruneOff: isSet(text("OLLAMA_NOPRUNE")),
    hasMlx: !isSet(text("STAND_IN_NO_MLX")),
    registry: {
      ...(registryUrl !== undefined && { defaultRegistryUrl: registryUrl }),
      ...(huggingFaceUrl !== undefined && { huggingFaceUrl }),
    },
    chances: {
      ...(lingers !== undefined && { cancelLingers: lingers }),
      ...(forgets !== undefined && { stopForgets: forgets }),
    },
    ...(partBytes !== undefined && { partSizes: { leastBytes: partBytes, mostBytes: partBytes } }),
    ...told("diskBytes", number("STAND_IN_DISK_BYTES")),
    ...told("hashBytesPerSecond", number("STAND_IN_HASH_BYTES_PER_SECOND")),
    ...told("transferStreams", number("OLLAMA_MAX_TRANSFER_STREAMS")),
    ...told("seed", number("STAND_IN_SEED")),
  };
}

/** As Go and Ollama read a flag: whatever is there and is not one of the words for no. */
export function isSet(value: string | undefined): boolean {
  return value !== undefined && !["0", "f", "F", "false", "False", "FALSE"].includes(value);
}

function told<Key extends string>(key: Key, value: number | undefined): { readonly [K in Key]?: number } {
  const one: { [K in Key]?: number } = {};
  if (value !== undefined) one[key] = value;
  return one;
}
