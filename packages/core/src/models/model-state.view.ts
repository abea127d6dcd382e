import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import { downloadsHere } from "../downloads/downloads-here.view.ts";
import { isPulling, type Download } from "../downloads/downloads.ts";
import { isRunning } from "../service/service.ts";
import { isLeftover } from "./leftover.ts";
import { isSameModel } from "./model-name.ts";
import { findLoaded, missingLayersOf } from "./models.ts";
import type { LoadedModel, Model } from "./models-events.ts";
import { operationOn, type Ongoing } from "./operations.ts";

/** What is true of an installed model now; of several things, the one that matters most. */
export type ModelState =
  | { readonly kind: "busy"; readonly operation: Ongoing }
  /** Converted weights that no model has any more. */
  | { readonly kind: "leftover" }
  /** The service does not run. */
  | { readonly kind: "unavailable" }
  /** Its newer version, or layers that it lacks, are being downloaded. */
  | { readonly kind: "downloading"; readonly download: Download }
  | { readonly kind: "damaged"; readonly missingLayers: number }
  | { readonly kind: "cloud" }
  | { readonly kind: "loaded"; readonly loaded: LoadedModel }
  | { readonly kind: "idle" };

export function modelState({ name, remoteHost }: Model, state: AppState): ModelState {
  const { service, operations } = hostFacts(state);
  const operation = operationOn(operations, name);
  if (operation) return { kind: "busy", operation };
  if (isLeftover(name)) return { kind: "leftover" };
  if (!isRunning(service)) return { kind: "unavailable" };
  const download = downloadsHere(state).find((one) => isPulling(one) && isSameModel(one.model, name));
  if (download) return { kind: "downloading", download };
  const missingLayers = missingLayersOf(modelsOf(state), name);
  if (missingLayers > 0) return { kind: "damaged", missingLayers };
  if (remoteHost !== undefined) return { kind: "cloud" };
  const loaded = findLoaded(modelsOf(state), name);
  return loaded ? { kind: "loaded", loaded } : { kind: "idle" };
}
