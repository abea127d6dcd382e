import * as v from "valibot";

/** The tabs of the main panel. */
export const dashboardPartSchema = v.picklist([
  "models",
  "downloads",
  "activity",
  "api",
  "disk",
  "service",
  "doctor",
]);
export type DashboardPart = v.InferOutput<typeof dashboardPartSchema>;

/** A tab that was opened from elsewhere; `number` differs each time. */
export type OpenedPart = { readonly part: DashboardPart; readonly number: number };
