export { startChild, type Child, type Words } from "./child.ts";
export { until } from "./wait.ts";
