/** What can be done with several models at once. */
export const MODEL_ACTS = ["load", "unload", "update", "delete"] as const;
export type ModelAct = (typeof MODEL_ACTS)[number];
