/** The Doctor tab of this window. */
export interface Doctor {
  /** Looks again, if the tab is shown. */
  check(): void;
  /** What all checks find now, a line each, with the paths and names that are in it. Never rejects. */
  diagnose(): Promise<readonly string[]>;
}
