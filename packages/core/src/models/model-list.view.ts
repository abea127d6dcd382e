import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { isRunning } from "../service/service.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { ago, remarks } from "../ui/text/format.view.ts";
import type { ModelList } from "./models.ts";

/** Whether the list is final for now, rather than not read yet. */
export function isListSettled(state: AppState): boolean {
  const { service } = hostFacts(state);
  if (service.situation.kind === "unknown") return false;
  const { list, unread } = modelsOf(state);
  return !isRunning(service) || list !== undefined || unread !== undefined;
}

/** The age of the list and why it is not current; empty if it is current. */
export function modelListRemark(state: AppState, nowMs: number): string {
  const { list, unread } = modelsOf(state);
  if (unread) return remarks(describeFailure(unread), list && lastRead(list, nowMs));
  if (isRunning(hostFacts(state).service) || !list) return "";
  return lastRead(list, nowMs);
}

const lastRead = ({ atMs }: ModelList, nowMs: number): string =>
  l10n.t("Last refreshed {0}", ago(atMs, nowMs));
