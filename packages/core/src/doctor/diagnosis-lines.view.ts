import type { AppState } from "../app/state.ts";
import type { ShownLog } from "../service-log/shown-log.ts";
import { remarks } from "../ui/text/format.view.ts";
import { diagnose } from "./doctor.view.ts";
import { evidenceOf } from "./evidence.view.ts";

/** What the doctor finds in a state and in a log, a line each; the machine is not looked at. */
export function diagnosisLines(state: AppState, nowMs: number, log: ShownLog): readonly string[] {
  const { open, unchecked } = diagnose(evidenceOf(state, nowMs, { log }));
  return [
    ...open.map(({ verdict, finding, evidence }) => `${verdict}: ${remarks(finding, evidence)}`),
    ...unchecked.map(({ what, evidence }) => `unchecked: ${remarks(what, evidence)}`),
  ];
}
