/** Why a file cannot be opened as a report. */
export type ReportFlaw =
  | { readonly kind: "too-large" }
  | { readonly kind: "not-a-report" }
  /** A newer Paddock has made it. */
  | { readonly kind: "newer" }
  /** `where` is the path of the first value that is wrong. */
  | { readonly kind: "damaged"; readonly where: string }
  /** `detail` is the system's reason. */
  | { readonly kind: "unreadable"; readonly detail: string };
