/** What is wrong with one of the typed load settings. */
export type LoadSettingsProblem =
  | { readonly kind: "context"; readonly least: number; readonly most?: number }
  | { readonly kind: "gpu-layers"; readonly most: number };
