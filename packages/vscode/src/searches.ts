/** Bundled by itself, with the catalogue that comes with it: loaded when somebody first looks for a model. */
export { modelSearches } from "@paddock/core/adapters/search";
