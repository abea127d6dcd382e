import { unkeyed, type DashboardView, type PanelModelRow } from "@paddock/core/views";
import { useHeldOrder } from "./held-order.ts";
import { usePersistedState } from "./persisted-state.ts";
import { useIsRead } from "./use-is-read.ts";

export const SORT_ORDERS = ["name", "size", "changed"] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** The models behind the chosen chips that match the text in the filter, in the chosen order. */
export type FilteredModels = {
  readonly rows: readonly PanelModelRow[];
  readonly filter: string;
  readonly setFilter: (text: string) => void;
  /** The keys of the chosen chips; empty for all models. */
  readonly state: string;
  readonly setState: (chip: string) => void;
  readonly capability: string;
  readonly setCapability: (chip: string) => void;
  readonly order: SortOrder;
  readonly setOrder: (order: SortOrder) => void;
  /** For the box of the rows: they keep their order while a person reads in it. */
  readonly reading: ReturnType<typeof useIsRead>["reading"];
};

/** Kept by the page: it is the same when the tab is opened again. */
export function useFilteredModels(
  view: Pick<DashboardView, "host" | "models" | "modelChips">,
): FilteredModels {
  const [filter, setFilter] = usePersistedState<string>("filter", "");
  const [chosenState, setState] = usePersistedState<string>("chip", "");
  const [chosenCapability, setCapability] = usePersistedState<string>("capability", "");
  const [chosenOrder, setOrder] = usePersistedState<string>("order", "name");
  const order = SORT_ORDERS.find((one) => one === chosenOrder) ?? "name";
  const { states, capabilities } = view.modelChips;
  // A chip that is gone would hide all models.
  const state = presentIn(states, chosenState);
  const capability = presentIn(capabilities, chosenCapability);
  const wanted = filter.trim().toLowerCase();
  const isShown = ({ search, groups }: PanelModelRow): boolean =>
    search.includes(wanted) && [state, capability].every((chip) => chip === "" || groups.includes(chip));
  const { isRead, reading } = useIsRead();
  const all = useHeldOrder(sorted(unkeyed(view.models), order), isRead, `${view.host} ${order}`);
  const rows = all.filter(isShown);
  return { rows, filter, setFilter, state, setState, capability, setCapability, order, setOrder, reading };
}

const presentIn = (chips: DashboardView["modelChips"]["states"], chosen: string): string =>
  chips.some(({ key }) => key === chosen) ? chosen : "";

function sorted(rows: readonly PanelModelRow[], order: SortOrder): readonly PanelModelRow[] {
  switch (order) {
    case "name":
      return rows; // as they come
    case "size":
      return rows.toSorted((a, b) => b.sizeBytes - a.sizeBytes);
    case "changed":
      return rows.toSorted((a, b) => b.changedAtMs - a.changedAtMs);
  }
}
