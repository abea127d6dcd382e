/** A separate bundle, because it contains the catalogue: loaded when a model is first searched for. */
export { modelSearches } from "@paddock/core/adapters/search";
