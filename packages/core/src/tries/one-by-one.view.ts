import { modelsOf, type AppState } from "../app/state.ts";
import { lackOfRoom } from "../fit/room-for-all.view.ts";
import { findLoaded } from "../models/models.ts";
import type { ModelName } from "../models/model-name.ts";

/** What two models lack to answer at the same time: room for both; nothing if both are in memory, or that is not known. */
export function lackOfBoth(
  state: AppState,
  names: readonly [ModelName, ModelName],
): ReturnType<typeof lackOfRoom> {
  const models = modelsOf(state);
  return names.every((name) => findLoaded(models, name)) ? undefined : lackOfRoom(state, names);
}
