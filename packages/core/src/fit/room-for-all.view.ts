import { hostFacts, hostReadings, modelsOf, type AppState } from "../app/state.ts";
import { findModel } from "../models/models.ts";
import type { ModelName } from "../models/model-name.ts";
import { fitOf, neededBytes } from "./fit-situation.view.ts";
import { memoryOf } from "./host-memory.ts";
import { roomOf } from "./verdict.ts";

/** The bytes that there are for models; `undefined` if that is not known. */
export const roomIn = (state: AppState): number | undefined =>
  roomOf(memoryOf(hostFacts(state), hostReadings(state)));

/** What these models need at the same time, if there is no room for that; what one needs may not be known. */
export function lackOfRoom(
  state: AppState,
  names: readonly ModelName[],
): { readonly needed: number; readonly room: number } | undefined {
  const room = roomIn(state);
  const needed = names.reduce((sum, name) => sum + (needIn(state, name) ?? 0), 0);
  return room !== undefined && needed > room ? { needed, room } : undefined;
}

function needIn(state: AppState, name: ModelName): number | undefined {
  const model = findModel(modelsOf(state), name);
  if (!model || model.remoteHost !== undefined) return undefined;
  const { forecastOf, plan } = fitOf(state, model);
  return neededBytes(forecastOf(plan));
}
