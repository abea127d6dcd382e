import { unkeyed, type DashboardView, type ModelRow } from "@paddock/core/views";
import { usePersistedState } from "./persisted-state.ts";

/** The models whose names contain the text in the filter. */
export type FilteredModels = {
  readonly rows: readonly ModelRow[];
  readonly filter: string;
  readonly setFilter: (text: string) => void;
};

/** Kept by the page: the tab shows how many there are, even while another tab is open. */
export function useFilteredModels(models: DashboardView["models"] | undefined): FilteredModels {
  const [filter, setFilter] = usePersistedState<string>("filter", "");
  const wanted = filter.trim().toLowerCase();
  const rows = models ? unkeyed(models).filter(({ label }) => label.toLowerCase().includes(wanted)) : [];
  return { rows, filter, setFilter };
}
