export type { ActionAnswer, ActionContext } from "../action.ts";
export { ACTION_TYPES, ACTIONS, actionOfCommand, commandOf, type ActionType } from "../actions.ts";
export type { ConfirmPort } from "../confirm.port.ts";
export { describeModel } from "../../models/describe-model.action.ts";
export { describeVariables } from "../../environment/variables.view.ts";
export {
  VARIABLE_NAMES,
  variableOf,
  type ValueKind,
  type VariableName,
} from "../../environment/variables.ts";
export { createCopyPlans } from "../../sending/copy-plans.action.ts";
export { chooseLoading } from "../../models/choose-loading.action.ts";
export { parseReport } from "../../report/report-file.action.ts";
export { wordsInSettings } from "../../report/words-in-settings.ts";
export type { ReportSources } from "../../report/report-sources.port.ts";
export { createOllamaFiles } from "../../models/ollama-files.action.ts";
export { createRefreshIfStale, freshState } from "../../models/refresh-models.action.ts";
export type { OllamaFiles } from "../../models/ollama-files.port.ts";
export { describeShown } from "../../models/describe-shown.action.ts";
export { createSelection } from "../../models/selected-model.action.ts";
export { watchVariablePlaces } from "../../environment/watch-variable-places.action.ts";
export { watchStore } from "../../models/watch-store.action.ts";
export { watchDoctor } from "../../doctor/watch-doctor.action.ts";
export { createInspector } from "../../inspector/inspect.action.ts";
export { watchDisk } from "../../disk/watch-disk.action.ts";
export { watchActivity } from "../../activity/watch-activity.action.ts";
export { createServiceLog } from "../../service-log/service-log.action.ts";
export { createModelFinder } from "../../search/model-finder.action.ts";
export { watchPreview, type PreviewPorts } from "../../search/preview-model.action.ts";
export { parsePageMessage, parseRowRequest } from "../page-messages.ts";
export { perform, performCommand, performForOthers } from "../perform.action.ts";
export type { DashboardPart, OpenedPart } from "../dashboard-part.ts";
export type { NewModel, PromptPort } from "../prompt.port.ts";
export type { Draft, Offer, Saved, SettingName, ShowPort, TextFile } from "../show.port.ts";
export type { SettingsChange, SettingsPort } from "../settings.port.ts";
export { startOnStartup } from "../../service/start-when-needed.action.ts";
export type { Outcome } from "../../shared/outcome.ts";
export type { HostBook } from "../../hosts/host-book.port.ts";
