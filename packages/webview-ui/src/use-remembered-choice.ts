import type { DashboardView } from "@paddock/core/views";
import { useEffect } from "preact/hooks";
import { usePersistedState } from "./persisted-state.ts";
import type { Requests } from "./requests.ts";

/** Chooses the model again that was chosen before VS Code was reloaded: the host has forgotten it then. */
export function useRememberedChoice(
  view: Pick<DashboardView, "chosen" | "models"> | undefined,
  send: Requests["send"],
): void {
  const [remembered, remember] = usePersistedState<string>("chosen-model", "");
  const chosen = view?.chosen?.model;
  const forgotten = view && chosen === undefined ? view.models.rows[remembered]?.key : undefined;
  useEffect(() => {
    if (chosen !== undefined && chosen !== remembered) remember(chosen);
    if (forgotten !== undefined) send({ type: "model.choose", model: forgotten });
  }, [chosen, forgotten]);
}
