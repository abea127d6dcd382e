import type { Chosen, DashboardView } from "@paddock/core/views";
import { useContext, useEffect, useState } from "preact/hooks";
import { AskingContext } from "../page.ts";
import { ActionButton } from "./action-button.tsx";
import { ModelDetail } from "./model-detail.tsx";
import { ModelList } from "./model-list.tsx";

/** The models on the left, the chosen one on the right. Its details are asked for when it is chosen. */
export function ModelsTab({ view }: { readonly view: DashboardView }) {
  const { ask } = useContext(AskingContext);
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const row = chosen === undefined ? undefined : view.models.rows[chosen];
  useChosenByHost(view.chosen, setChosen);
  const digest = row === undefined || chosen === undefined ? undefined : chosen;
  useEffect(() => {
    if (row && view.details[row.key] === undefined) ask({ type: "models.describe", model: row.key });
  }, [digest]);
  return (
    <div class="split">
      <ModelList view={view} chosen={chosen} choose={setChosen} />
      {row ? (
        <ModelDetail row={row} details={view.details[row.key]} words={view.words} />
      ) : (
        <Nothing view={view} />
      )}
    </div>
  );
}

/** Whoever chose a model elsewhere (a tree, the palette) sees it chosen here. */
function useChosenByHost(chosen: Chosen | null, choose: (model: string) => void): void {
  useEffect(() => {
    if (chosen) choose(chosen.model);
  }, [chosen?.number]);
}

function Nothing({ view: { words, models, service } }: { readonly view: DashboardView }) {
  const isEmpty = models.order.length === 0;
  const isUp = service.tone === "good";
  return (
    <div class="detail empty">
      <p class="dim">
        {isEmpty ? (isUp ? words.noModels : words.noModelsWhileStopped) : words.noModelChosen}
      </p>
      {isEmpty && isUp && (
        <ActionButton action={{ label: words.addModel, ask: { type: "download.add" } }} kind="primary" />
      )}
    </div>
  );
}
