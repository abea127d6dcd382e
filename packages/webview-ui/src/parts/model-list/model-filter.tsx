import type { DashboardView } from "@paddock/core/views";
import { SORT_ORDERS, type FilteredModels, type SortOrder } from "../../filtered-models.ts";
import { Chips } from "../chips/chips.tsx";
import { MenuButton } from "../menu/menu-button.tsx";
import { SearchField } from "../search-field/search-field.tsx";

type Props = {
  readonly view: Pick<DashboardView, "models" | "modelChips" | "words">;
  readonly filtered: FilteredModels;
  /** Escape, Enter or Arrow Down was pressed in the field: the list has the focus next. */
  readonly leave: () => void;
};

/** The filter's text, the order, and the chips. */
export function ModelFilter({ view: { models, modelChips, words }, filtered, leave }: Props) {
  const { filter, setFilter, state, setState, capability, setCapability, order, setOrder } = filtered;
  const names = { name: words.sortName, size: words.sortSize, changed: words.sortChanged } satisfies Record<
    SortOrder,
    string
  >;
  if (models.order.length === 0) return null;
  return (
    <div class="tools">
      <div class="field">
        <SearchField hint={words.filter} value={filter} type={setFilter} enter={leave} leave={leave} />
        <MenuButton
          label={words.sortBy}
          icon="sort-precedence"
          items={SORT_ORDERS.map((one) => ({
            label: names[one],
            isOn: one === order,
            run: () => setOrder(one),
          }))}
        />
      </div>
      <Chips label={words.whichModels} chips={modelChips.states} chosen={state} choose={setState} />
      {modelChips.capabilities.length > 0 && (
        <Chips
          label={words.thatCanDo}
          chips={modelChips.capabilities}
          chosen={capability}
          choose={(key) => setCapability(key === capability ? "" : key)}
        />
      )}
    </div>
  );
}
