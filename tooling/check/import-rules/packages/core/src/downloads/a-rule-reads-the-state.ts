import type { AppState } from "../app/state.ts";
export type Known = AppState;
