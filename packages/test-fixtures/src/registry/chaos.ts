import { createRandom } from "../random.ts";
import { DEFAULT_CHANCES, type Chances } from "../simulator/pull/chances.ts";
import type { RegistryFaultBoard } from "./faults.ts";
import { toPath, type RegistryManifest } from "./storage.ts";

/** The fault of one pull. */
export type Mishap =
  | { readonly kind: "none" }
  /** The manifest is refused once. */
  | { readonly kind: "refused"; readonly status: 429 | 500 | 503 }
  /** Connections for the largest layer are cut after this number of bytes. A reset, which loses bytes, happens twice. */
  | { readonly kind: "dropped"; readonly afterBytes: number; readonly by: "close" | "reset" }
  /** Every connection for the largest layer pauses for a while. */
  | { readonly kind: "stalled"; readonly afterBytes: number; readonly forMs: number };

/** The probability of each fault, from 0 to 1, together at most 1. */
export type Odds = {
  readonly refused: number;
  readonly dropped: number;
  readonly stalled: number;
  readonly longestStallMs: number;
};

/** Random faults for a soak test. The same seed and the same order of pulls give the same faults. */
export interface Chaos {
  readonly seed: number;
  /** The faults so far, in the order of the requests for manifests. */
  readonly mishaps: readonly { readonly model: string; readonly mishap: Mishap }[];
  /** The probabilities for `openSimulator`. */
  readonly chances: Chances;
  /** The same for the stand-in executable, as environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Chooses the fault of the pull that begins with this manifest, and sets it. */
  inject(manifest: RegistryManifest, faults: RegistryFaultBoard): void;
  /** Clears all faults that were set. */
  reset(faults: RegistryFaultBoard): void;
}

/** Each request for a manifest chooses a fault of its model, which lasts until the next request for it. */
export function chaos(seed: number, odds: Partial<Odds> = {}): Chaos {
  const all: Odds = { refused: 0.1, dropped: 0.2, stalled: 0.1, longestStallMs: 2000, ...odds };
  const random = createRandom(seed);
  const mishaps: { model: string; mishap: Mishap }[] = [];
  const affected = new Set<string>();
  const chances = { ...DEFAULT_CHANCES, cancelLingers: 0.12, stopForgets: 0.5 };
  return {
    seed,
    mishaps,
    chances,
    environment: {
      STAND_IN_SEED: String(seed),
      STAND_IN_CANCEL_LINGERS: String(chances.cancelLingers),
      STAND_IN_STOP_FORGETS: String(chances.stopForgets),
    },
    inject({ entry, layers }, faults) {
      const [biggest] = [...layers].sort((a, b) => b.sizeBytes - a.sizeBytes);
      const mishap = draw(random, all, biggest?.sizeBytes ?? 0);
      mishaps.push({ model: entry.name, mishap });
      const path = toPath(entry.name);
      for (const target of [path, ...layers.map(({ digest }) => digest)]) {
        faults.clear(target);
        affected.add(target);
      }
      if (biggest !== undefined) setFault(mishap, { path, digest: biggest.digest }, faults);
    },
    reset(faults) {
      for (const target of affected) faults.clear(target);
      affected.clear();
    },
  };
}

function draw(random: () => number, odds: Odds, layerBytes: number): Mishap {
  const roll = random();
  // At least a third, since Ollama gives up after six attempts.
  const afterBytes = Math.max(1, Math.round(layerBytes * (1 / 3 + random() / 2)));
  const second = random();
  if (roll < odds.refused) {
    return { kind: "refused", status: second < 1 / 3 ? 429 : second < 2 / 3 ? 500 : 503 };
  }
  if (roll < odds.refused + odds.dropped) {
    return { kind: "dropped", afterBytes, by: second < 0.5 ? "close" : "reset" };
  }
  if (roll < odds.refused + odds.dropped + odds.stalled) {
    return { kind: "stalled", afterBytes, forMs: Math.round(second * odds.longestStallMs) };
  }
  return { kind: "none" };
}

function setFault(
  mishap: Mishap,
  { path, digest }: { readonly path: string; readonly digest: string },
  faults: RegistryFaultBoard,
): void {
  switch (mishap.kind) {
    case "none":
      return;
    case "refused":
      faults.own(path).manifestStatus = mishap.status;
      return;
    case "dropped":
      Object.assign(faults.own(digest), {
        dropAfterBytes: mishap.afterBytes,
        dropBy: mishap.by,
        dropsLeft: mishap.by === "reset" ? 2 : Number.POSITIVE_INFINITY,
      });
      return;
    case "stalled":
      faults.own(digest).hiccup = { afterBytes: mishap.afterBytes, forMs: mishap.forMs };
      return;
  }
}
