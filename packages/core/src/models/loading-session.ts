import { from, mergeMap, type Observable } from "rxjs";
import type { HostLoop } from "../app/host-loop.ts";
import type { HostEvent } from "../app/host-state.ts";
import { ofType } from "../app/loop.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { isSameJson } from "../shared/same-json.ts";
import { loadSettingsReader, type LoadingEvent, type LoadSettings } from "./load-settings.ts";
import type { ModelName } from "./model-name.ts";
import type { Operation } from "./operations.ts";

const OLLAMAS_OWN: LoadSettings = {};

/** Load settings go with a model that gets a new name, and are forgotten with one that is deleted. */
export const runLoading = ({
  events$,
  facts,
}: Pick<HostLoop, "events$" | "facts">): Observable<WithoutHost<HostEvent>> =>
  ofType(events$, "operation.completed").pipe(
    mergeMap(({ operation }) => from(afterOperation(operation, loadSettingsReader(facts)))),
  );

function afterOperation(
  operation: Operation,
  settingsOf: (name: ModelName) => LoadSettings,
): readonly WithoutHost<LoadingEvent>[] {
  if (operation.kind !== "rename" && operation.kind !== "delete") return [];
  const settings = settingsOf(operation.model);
  if (isSameJson(settings, OLLAMAS_OWN)) return [];
  const chosen = (model: ModelName, to: LoadSettings): WithoutHost<LoadingEvent> => ({
    type: "loading.chosen",
    model,
    settings: to,
  });
  const forgotten = chosen(operation.model, OLLAMAS_OWN);
  return operation.kind === "rename" ? [chosen(operation.destination, settings), forgotten] : [forgotten];
}
