import type { DashboardView } from "../views/dashboard.ts";
export type View = DashboardView;
