import type { DashboardView } from "../ui/dashboard.view.ts";
export type View = DashboardView;
