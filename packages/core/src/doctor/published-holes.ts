import { isOlderThan } from "../service/versions.ts";

/** A hole in Ollama that was made public, as its record at https://nvd.nist.gov/vuln/detail/<id> says. */
export type PublishedHole = { readonly id: string; readonly fixedIn: string; readonly what: HoleKind };
export type HoleKind = "reads-memory" | "writes-files" | "asks-from-pages";

/** When this list was last compared with the public records. */
export const HOLES_AS_OF = "2026-11-29";

/** Only those of which the record says in which version they are closed. */
const HOLES: readonly PublishedHole[] = [
  { id: "CVE-2026-7482", fixedIn: "0.17.1", what: "reads-memory" },
  { id: "CVE-2024-45436", fixedIn: "0.1.47", what: "writes-files" },
  { id: "CVE-2024-37032", fixedIn: "0.1.34", what: "writes-files" },
  { id: "CVE-2024-28224", fixedIn: "0.1.29", what: "asks-from-pages" },
];

/** The holes of a version, the newest first. */
export const holesOf = (version: string): readonly PublishedHole[] =>
  HOLES.filter(({ fixedIn }) => isOlderThan(version, fixedIn));
