import type { DashboardView } from "@paddock/core/views";
import type { FilteredModels } from "../../filtered-models.ts";
import { ModelIcon } from "../model-icon/model-icon.tsx";
import "./model-list.css";

type ModelName = DashboardView["models"]["rows"][string]["key"];

type Props = {
  readonly view: Pick<DashboardView, "models" | "modelsRemark" | "words">;
  readonly filtered: FilteredModels;
  readonly chosen: string | undefined;
  readonly choose: (model: ModelName) => void;
};

/** The models, each with its state in words. The arrow keys move the selection. */
export function ModelList({ view: { models, modelsRemark, words }, filtered, chosen, choose }: Props) {
  const { rows, filter, setFilter } = filtered;
  const move = (by: number): void => {
    const index = rows.findIndex(({ key }) => key === chosen);
    const next = rows[Math.max(0, Math.min(rows.length - 1, index + by))];
    if (!next) return;
    choose(next.key);
    document.getElementById(`model-${next.key}`)?.scrollIntoView({ block: "nearest" });
  };
  return (
    <nav class="list">
      <div class="tools">
        {models.order.length > 0 && (
          <vscode-textfield
            placeholder={words.filter}
            aria-label={words.filter}
            value={filter}
            onInput={({ currentTarget }) => setFilter(currentTarget.value)}
          />
        )}
        {modelsRemark && <small class="dim">{modelsRemark}</small>}
      </div>
      <div
        class="rows"
        role="listbox"
        aria-label={words.models}
        tabIndex={0}
        aria-activedescendant={chosen === undefined ? undefined : `model-${chosen}`}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (by === undefined) return;
          event.preventDefault();
          move(by);
        }}
      >
        {rows.map(({ key, label, about, size, kind, tone }) => (
          <div
            key={key}
            id={`model-${key}`}
            role="option"
            aria-selected={key === chosen}
            class={key === chosen ? "row on" : "row"}
            onClick={() => choose(key)}
          >
            <span class="name">{label}</span>
            <span class="num">{size}</span>
            <small class="dim" title={about}>
              <ModelIcon kind={kind} tone={tone} />
              {about}
            </small>
          </div>
        ))}
        {rows.length === 0 && models.order.length > 0 && <p class="empty dim">{words.noMatch}</p>}
      </div>
    </nav>
  );
}
