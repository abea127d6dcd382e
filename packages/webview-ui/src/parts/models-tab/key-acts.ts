import type { Action, DashboardView } from "@paddock/core/views";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Selection } from "../model-list/selection.ts";

/** What a key does with the selected models. */
type KeyAct = "primary" | "remove" | "rename";

/** The actions on the selected models; `undefined` until the host, which follows the selection, has told them. */
export function actionsOn(
  { active, keys }: Selection,
  chosen: DashboardView["chosen"],
): readonly Action[] | undefined {
  if (chosen === null || chosen.model !== active) return undefined;
  const told = new Set([chosen.model, ...(chosen.also ?? [])]);
  if (told.size !== keys.length || !keys.every((key) => told.has(key))) return undefined;
  const { details, several } = chosen;
  return several?.actions ?? (details ? [...details.actions, ...details.more] : undefined);
}

/** Does what a key asks for. It waits for the actions on the selection, until another one is selected or something else is pressed. */
export function useKeyActs(
  selection: Selection,
  actions: readonly Action[] | undefined,
  send: (request: Action["request"]) => void,
): (act: KeyAct) => void {
  const [pressed, setPressed] = useState<{ readonly act: KeyAct; readonly on: Selection }>();
  useLayoutEffect(() => {
    if (pressed === undefined) return;
    const isMeant = pressed.on === selection;
    if (isMeant && actions === undefined) return;
    setPressed(undefined);
    const action = isMeant ? actionOf(pressed.act, actions ?? []) : undefined;
    if (action) send(action.request);
  }, [pressed, selection, actions === undefined]);
  useEffect(() => {
    if (pressed === undefined) return undefined;
    const forget = (): void => setPressed(undefined);
    const ended = new AbortController();
    for (const type of ["keydown", "pointerdown"])
      addEventListener(type, forget, { capture: true, signal: ended.signal });
    return () => ended.abort();
  }, [pressed]);
  return (act) => setPressed({ act, on: selection });
}

/** Also one that is off now, since the answer says why; but Enter does not press what looks disabled. */
function actionOf(act: KeyAct, actions: readonly Action[]): Action | undefined {
  switch (act) {
    case "primary":
      return actions.slice(0, 1).find(({ request, isOff }) => request.type !== "models.act" && !isOff);
    case "remove":
      return actions.find(isRemoval);
    case "rename":
      return actions.find(({ request }) => request.type === "model.rename");
  }
}

/** Of one model, of several, or of the download of one. */
const isRemoval = ({ request }: Action): boolean =>
  request.type === "model.delete" ||
  request.type === "download.ask-to-cancel" ||
  (request.type === "models.act" && request.act === "delete");
