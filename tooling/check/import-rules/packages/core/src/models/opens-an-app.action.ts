import type { App } from "../app/open-app.ts";
export type Known = App;
