import type { Surfaces } from "./create-surfaces.ts";
import type { PagePanels } from "./page-panels.ts";

/** Whether a view is on the screen, or the main panel, which has the rows of all views. */
export type IsRowVisible = (view: "service" | "models" | "downloads") => boolean;

export const createIsRowVisible =
  (surfaces: Surfaces, panels: () => PagePanels): IsRowVisible =>
  (view) =>
    surfaces[view].view.visible || panels().isVisible("dashboard");
