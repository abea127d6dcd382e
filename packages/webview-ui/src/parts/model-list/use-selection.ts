import type { DashboardView, PanelModelRow } from "@paddock/core/views";
import { useContext, useEffect, useRef, useState } from "preact/hooks";
import { RequestsContext } from "../../requests.ts";
import { afterRemoval, NOTHING, type Selection } from "./selection.ts";

/** The selection of the list, which leads; the host follows it with the details. A choice made elsewhere replaces it. */
export function useSelection(
  { chosen, models }: Pick<DashboardView, "chosen" | "models">,
  rows: readonly PanelModelRow[],
): readonly [Selection, (next: Selection) => void] {
  const { send } = useContext(RequestsContext);
  const [selection, setSelection] = useState(() => selectionOf(chosen));
  const choose = (next: Selection): void => {
    setSelection(next);
    if (next.active === undefined) return;
    const also = next.keys.filter((key) => key !== next.active);
    send({ type: "model.choose", model: next.active, ...(also.length > 0 && { also }) });
  };
  useEffect(() => {
    // The answer to a choice made here has no number of its own, and may be late.
    const isFromElsewhere = chosen !== null && (chosen.number > 0 || selection.active === undefined);
    if (isFromElsewhere) setSelection(selectionOf(chosen));
  }, [chosen?.number]);
  const place = useRef(0);
  const index = rows.findIndex(({ key }) => key === selection.active);
  if (index >= 0) place.current = index;
  const isGone = selection.keys.some((key) => models.rows[key] === undefined);
  useEffect(() => {
    if (!isGone || models.order.length === 0) return;
    const keys = rows.map(({ key }) => key);
    const next = afterRemoval(keys.length > 0 ? keys : [], selection, place.current);
    choose(next);
  }, [isGone]);
  return [selection, choose];
}

const selectionOf = (chosen: DashboardView["chosen"]): Selection =>
  chosen === null
    ? NOTHING
    : { active: chosen.model, anchor: chosen.model, keys: [chosen.model, ...(chosen.also ?? [])] };
