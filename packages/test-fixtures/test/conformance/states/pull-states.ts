import type { SimulatedModel } from "../../../src/index.ts";
import type { State } from "../bench.ts";
import { foal, pony, shire, STABLE } from "../herd.ts";
import { freshHerd, lameHerd, recordedHerd, recordedLayers } from "../registry-herd.ts";

const empty: State = {};
const fresh: State = { published: freshHerd() };

/** The states in which pulls were recorded. */
export const pullStates: Readonly<Record<string, State>> = {
  "pull-bad-name": empty,
  "pull-fresh": { ...fresh, bytesPerSecond: 10_000_000 },
  "pull-manifest-401": refusedManifest(401),
  "pull-manifest-403": refusedManifest(403),
  "pull-manifest-412": refusedManifest(412),
  "pull-manifest-429": refusedManifest(429),
  "pull-manifest-500": refusedManifest(500),
  "pull-manifest-503": refusedManifest(503),
  "pull-no-stream": fresh,
  "pull-not-found": fresh,
  "pull-not-found-no-stream": fresh,
  "pull-registry-down": empty,
  "pull-registry-no-name": empty,
  "pull-shared-layer": alreadyPulled("pull-uptodate", shire(`${STABLE}/shire`)),
  "pull-tag-not-found": fresh,
  "pull-tiny": fresh,
  "pull-tiny-again": alreadyPulled("pull-tiny-again", pony("pony")),
  "pull-uptodate": alreadyPulled("pull-uptodate", shire("me/shire:28m")),
  "pull-wrong-digest": pulledButOne(),
};

function refusedManifest(status: 401 | 403 | 412 | 429 | 500 | 503): State {
  return {
    published: freshHerd(),
    prepare: async ({ registry }) => void (registry.faults.manifestStatus = status),
  };
}

function alreadyPulled(recording: string, model: SimulatedModel): State {
  const layers = recordedLayers(recording);
  return { models: [{ ...model, layers }], published: recordedHerd() };
}

/** All layers but the corrupt one. */
function pulledButOne(): State {
  const layers = recordedLayers("pull-wrong-digest");
  return { models: [{ ...foal("other"), layers }], published: lameHerd() };
}
