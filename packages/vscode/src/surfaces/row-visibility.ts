import type { PagePanels } from "./page-panels.ts";

type RowsView = "service" | "models" | "downloads";

/** Whether a view is on the screen, or the main panel with the same rows. */
export type IsRowVisible = (view: RowsView) => boolean;

export const createIsRowVisible =
  (
    surfaces: Readonly<Record<RowsView, { readonly view: { readonly visible: boolean } }>>,
    panels: () => Pick<PagePanels, "isVisible" | "partOf">,
  ): IsRowVisible =>
  (view) =>
    surfaces[view].view.visible || isInPanel(view, panels());

/** The service is always at the top of the panel; of the others it shows one at a time. */
const isInPanel = (view: RowsView, panels: Pick<PagePanels, "isVisible" | "partOf">): boolean =>
  panels.isVisible("dashboard") && (view === "service" || panels.partOf("dashboard") === view);
