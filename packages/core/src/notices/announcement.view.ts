import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, modelsOf, stateAt } from "../app/state.ts";
import type { AppEvent } from "../app/events.ts";
import { aboutHost } from "../hosts/host-name.view.ts";
import { describeKeep } from "../models/load-words.view.ts";
import { isLeftover } from "../models/leftover.ts";
import type { ModelName } from "../models/model-name.ts";
import { backupOf, leftoverBytes, type Models } from "../models/models.ts";
import type { Operation } from "../models/operations.ts";
import { bytes } from "../ui/text/format.view.ts";
import { describeCheck } from "../updates/updates.view.ts";
import { testSummary } from "../api-test/api-test.view.ts";

/** A brief message when something has completed, for people with no view open. Failures become notices instead. */
export function announcement(event: AppEvent, state: AppState, nowMs: number): string | undefined {
  if (!hasCompleted(event)) return undefined;
  const text = describeCompleted(event, stateAt(state, event.host), nowMs);
  return text === undefined ? undefined : aboutHost(state, event.host, text);
}

/** The state is that of the event's host. */
function describeCompleted(event: Completed, state: AppState, nowMs: number): string | undefined {
  switch (event.type) {
    case "test.completed": {
      const { test, service } = hostFacts(state);
      const summary = testSummary(test, service, nowMs);
      return summary && l10n.t("Test API: {0}", summary.text);
    }
    case "operation.completed":
      return describeDone(event.operation, modelsOf(state));
    case "updates.completed":
      return describeCheck(state);
    case "download.completed":
      return undefined; // it has a notice
  }
}

type Completed = Extract<AppEvent, { readonly type: `${string}.completed` }>;

const hasCompleted = (event: AppEvent): event is Completed => event.type.endsWith(".completed");

/** The models are those from before the operation: they are read again later. */
function describeDone(operation: Operation, models: Models): string {
  switch (operation.kind) {
    case "load":
      return l10n.t("“{0}” is loaded.", operation.model);
    case "unload":
      return l10n.t("“{0}” was unloaded.", operation.model);
    case "keep":
      return operation.keep === "forever"
        ? l10n.t("“{0}” stays loaded until it is unloaded.", operation.model)
        : l10n.t(
            "“{0}” stays loaded: {1} after its last use.",
            operation.model,
            describeKeep(operation.keep),
          );
    case "delete":
      return isLeftover(operation.model)
        ? describeWeightsDeleted(leftoverBytes(models, operation.model))
        : l10n.t("“{0}” was deleted.", operation.model);
    case "copy":
      return l10n.t("“{0}” was copied to “{1}”.", operation.model, operation.destination);
    case "free-backup":
      return describeBackupDeleted(operation.model, backupOf(models, operation.model)?.sizeBytes);
    case "rename":
      return l10n.t("“{0}” was renamed to “{1}”.", operation.model, operation.destination);
  }
}

const describeWeightsDeleted = (freed: number | undefined): string =>
  freed === undefined
    ? l10n.t("The converted weights were deleted.")
    : l10n.t("The converted weights ({0}) were deleted.", bytes(freed));

const describeBackupDeleted = (model: ModelName, freed: number | undefined): string =>
  freed === undefined
    ? l10n.t("The backup of “{0}” was deleted.", model)
    : l10n.t("The backup of “{0}” ({1}) was deleted.", model, bytes(freed));
