import type { ShownLog } from "../service-log/shown-log.ts";

/** The Doctor tab of this window. */
export interface Doctor {
  /** Looks again, if the tab is shown. */
  check(): void;
  /**
   * What all checks find now, a line each, with the paths and names that are in it; in the log that the window shows,
   * if it is not given one. Never rejects.
   */
  diagnose(log?: ShownLog): Promise<readonly string[]>;
}
