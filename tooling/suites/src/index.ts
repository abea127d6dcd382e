export { root, reportOf, suite, suiteName } from "./suite.ts";
