import type { AppState } from "../app/state.ts";
import * as l10n from "@vscode/l10n";
import { firstOffered, type Action } from "../ui/actions.ts";
import { took } from "../ui/text/format.view.ts";
import type { Cause } from "./cause.ts";
import type { Evidence } from "./evidence.view.ts";
import type { Unseen } from "./machine-report.ts";

/** What is wrong, how that is known, and the one thing to press. */
export type Finding = {
  readonly cause: Cause;
  readonly finding: string;
  readonly evidence: string;
  /** The line of Ollama's log that shows it. */
  readonly logLine?: string;
  readonly fix?: Action;
};

/** What is fine, or could not be checked, and how that is known. */
export type Fine = { readonly kind: "fine" | "unchecked"; readonly what: string; readonly evidence: string };

/** No finding means that there is nothing to say: a check is about something else. */
export type Check = (evidence: Evidence) => readonly Finding[] | Fine;

export const fine = (what: string, evidence: string): Fine => ({ kind: "fine", what, evidence });
export const unchecked = (what: string, evidence: string): Fine => ({ kind: "unchecked", what, evidence });

/** The first of these buttons that is offered now. */
export function fixBy(
  state: AppState,
  ...actions: readonly (Action | undefined)[]
): { readonly fix?: Action } {
  const fix = firstOffered(
    state,
    actions.filter((action) => action !== undefined),
  );
  return fix ? { fix } : {};
}

/** Why something could not be looked at. */
export const whyUnseen = (unseen: Unseen): string =>
  unseen.why === "timed-out"
    ? l10n.t("it took longer than {0}", took(unseen.afterMs))
    : l10n.t("the system says: {0}", unseen.detail);
