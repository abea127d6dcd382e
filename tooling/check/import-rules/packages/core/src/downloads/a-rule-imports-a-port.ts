import type { Registry } from "./registry.port.ts";
export type Known = Registry;
