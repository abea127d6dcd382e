import type { DashboardView } from "@paddock/core/views";
import { useContext } from "preact/hooks";
import type { FilteredModels } from "../../filtered-models.ts";
import { RequestsContext } from "../../requests.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { ModelDetail } from "../model-detail/model-detail.tsx";
import { ModelList } from "../model-list/model-list.tsx";
import "./models-tab.css";

/** The models on the left, the details of the chosen one on the right. The host keeps which one is chosen. */
export function ModelsTab({
  view,
  filtered,
}: {
  readonly view: DashboardView;
  readonly filtered: FilteredModels;
}) {
  const { send } = useContext(RequestsContext);
  const { chosen, models, words } = view;
  const row = chosen ? models.rows[chosen.model] : undefined;
  return (
    <div class="split">
      <ModelList
        view={view}
        filtered={filtered}
        chosen={chosen?.model}
        choose={(model) => send({ type: "model.choose", model })}
      />
      {row && chosen?.details ? (
        <ModelDetail row={row} details={chosen.details} words={words} />
      ) : (
        <NoDetails view={view} />
      )}
    </div>
  );
}

function NoDetails({ view: { words, models, service } }: { readonly view: DashboardView }) {
  if (models.order.length > 0) return <p class="detail empty dim">{words.noModelChosen}</p>;
  return (
    <div class="detail empty">
      <p class="dim">{words.noModels}</p>
      {service.isUp && (
        <ActionButton action={{ label: words.addModel, request: { type: "download.add" } }} kind="primary" />
      )}
    </div>
  );
}
