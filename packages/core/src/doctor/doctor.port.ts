/** The Doctor tab of this window. */
export interface Doctor {
  /** Looks again, if the tab is shown. */
  check(): void;
}
