import { createRandom } from "../random.ts";
import type { Chances } from "../simulator/pull/chances.ts";
import type { RegistryFaultBoard } from "./faults.ts";
import { toPath, type ShelfManifest } from "./storage.ts";

/** What goes wrong in one pull. */
export type Mishap =
  | { readonly kind: "none" }
  /** The manifest is refused, this once. */
  | { readonly kind: "refused"; readonly status: 429 | 500 | 503 }
  /** Connections for the biggest layer are cut after so many bytes: twice, if what had come is lost with it. */
  | { readonly kind: "dropped"; readonly afterBytes: number; readonly by: "close" | "reset" }
  /** Every connection for the biggest layer stops sending for a while. */
  | { readonly kind: "stalled"; readonly afterBytes: number; readonly forMs: number };

/** How often what goes wrong, from 0 to 1 and together at most 1; the rest of the pulls is left alone. */
export type Odds = {
  readonly refused: number;
  readonly dropped: number;
  readonly stalled: number;
  readonly longestStallMs: number;
};

/** A plan of what goes wrong, for a soak: the same seed and the same order of pulls, the same mishaps. */
export interface Chaos {
  readonly seed: number;
  /** What has gone wrong so far, in the order in which manifests were asked for. */
  readonly mishaps: readonly { readonly model: string; readonly mishap: Mishap }[];
  /** What the Ollama that pulls is to leave to chance; for `openSimulator`. */
  readonly chances: Chances;
  /** The same for the stand-in executable. */
  readonly environment: Readonly<Record<string, string>>;
  /** Draws what goes wrong with the pull that begins with this manifest, and sets it up. */
  strike(manifest: ShelfManifest, faults: RegistryFaultBoard): void;
  /** Takes back whatever still holds. */
  calm(faults: RegistryFaultBoard): void;
}

/** Makes a plan. A mishap is drawn whenever a manifest is fetched, by whomever, and holds until the next time. */
export function chaos(seed: number, odds: Partial<Odds> = {}): Chaos {
  const all: Odds = { refused: 0.1, dropped: 0.2, stalled: 0.1, longestStallMs: 2000, ...odds };
  const random = createRandom(seed);
  const mishaps: { model: string; mishap: Mishap }[] = [];
  const struck = new Set<string>();
  const chances = { cancelLingers: 0.12, stopForgets: 0.5 };
  return {
    seed,
    mishaps,
    chances,
    environment: {
      STAND_IN_SEED: String(seed),
      STAND_IN_CANCEL_LINGERS: String(chances.cancelLingers),
      STAND_IN_STOP_FORGETS: String(chances.stopForgets),
    },
    strike({ entry, layers }, faults) {
      const [biggest] = [...layers].sort((a, b) => b.sizeBytes - a.sizeBytes);
      const mishap = draw(random, all, biggest?.sizeBytes ?? 0);
      mishaps.push({ model: entry.name, mishap });
      const path = toPath(entry.name);
      for (const target of [path, ...layers.map(({ digest }) => digest)]) {
        faults.clear(target);
        struck.add(target);
      }
      if (biggest !== undefined) arrange(mishap, path, biggest.digest, faults);
    },
    calm(faults) {
      for (const target of struck) faults.clear(target);
      struck.clear();
    },
  };
}

function draw(random: () => number, odds: Odds, layerBytes: number): Mishap {
  const lot = random();
  // A third at least: an Ollama tries six times, and after that the pull is over.
  const afterBytes = Math.max(1, Math.round(layerBytes * (1 / 3 + random() / 2)));
  const second = random();
  if (lot < odds.refused) {
    return { kind: "refused", status: second < 1 / 3 ? 429 : second < 2 / 3 ? 500 : 503 };
  }
  if (lot < odds.refused + odds.dropped) {
    return { kind: "dropped", afterBytes, by: second < 0.5 ? "close" : "reset" };
  }
  if (lot < odds.refused + odds.dropped + odds.stalled) {
    return { kind: "stalled", afterBytes, forMs: Math.round(second * odds.longestStallMs) };
  }
  return { kind: "none" };
}

function arrange(mishap: Mishap, path: string, digest: string, faults: RegistryFaultBoard): void {
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
