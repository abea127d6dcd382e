import type { DashboardView } from "@paddock/core/views";
import { useContext } from "preact/hooks";
import { AskingContext } from "../page.ts";
import { ActionButton } from "./action-button.tsx";
import { ModelDetail } from "./model-detail.tsx";
import { ModelList } from "./model-list.tsx";

/** The models on the left, the chosen one on the right. The host knows which that is, and keeps it. */
export function ModelsTab({ view }: { readonly view: DashboardView }) {
  const { request } = useContext(AskingContext);
  const { chosen, models, words } = view;
  const row = chosen ? models.rows[chosen.model] : undefined;
  return (
    <div class="split">
      <ModelList
        view={view}
        chosen={chosen?.model}
        choose={(model) => request({ type: "model.choose", model })}
      />
      {row && chosen?.details ? (
        <ModelDetail row={row} details={chosen.details} words={words} />
      ) : (
        <Nothing view={view} />
      )}
    </div>
  );
}

function Nothing({ view: { words, models, service } }: { readonly view: DashboardView }) {
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
