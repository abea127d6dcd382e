export {
  addModelLines,
  previewLines,
  variantFailureLine,
  variantLines,
  waitingLine,
  type AddModelLine,
  type AddModelStep,
} from "../search/add-model.view.ts";
export type { Action, Ask, SettingName } from "./action.ts";
export { announcement } from "../notices/announcement.view.ts";
export { testStepRows, testSummary, type TestStepRow } from "../api-test/api-test.view.ts";
export { controls, type Controls } from "./menu-context.view.ts";
export { dashboardView, type Chosen, type DashboardView } from "./dashboard.view.ts";
export type { Deed } from "../downloads/download-actions.view.ts";
export { downloadRows, type DownloadRow } from "../downloads/downloads.view.ts";
export { describeEndpointProblem, describeFailure } from "./text/failure.view.ts";
export { bytes, sentences } from "./text/format.view.ts";
export { setLanguage } from "./text/language.view.ts";
export { eventRow, inspectorView, type EventRow, type InspectorView } from "./inspector.view.ts";
export { keyed, unkeyed, type Keyed } from "./keyed.ts";
export type { ModelDetailsView } from "../models/model-details.view.ts";
export { downloadChoices, whyNoDownload, type DownloadChoice } from "../downloads/download-picker.view.ts";
export {
  modelChoices,
  noUpdates,
  whyNoModel,
  type ModelChoice,
  type ModelPurpose,
} from "../models/model-picker.view.ts";
export {
  isListSettled,
  modelHover,
  modelListRemark,
  modelRows,
  type ModelRow,
} from "../models/model-list.view.ts";
export { noticeViews, type NoticeView } from "../notices/notices.view.ts";
export { losesPartials } from "../downloads/kept-partials.view.ts";
export { publicState, type PublicState } from "./public-state.view.ts";
export { describeRefusal, plainRefusal, refusalIn, type RefusalView } from "./text/refusal.view.ts";
export { serviceRows, type ServiceRow } from "../service/service-rows.view.ts";
export { demoBanner, endpointUrl } from "../service/service.view.ts";
export { statusBarView, type StatusBarView } from "./status-bar.view.ts";
export type { Tone } from "./tone.ts";
export {
  describeCheck,
  outdatedModels,
  updateQuestion,
  type OutdatedModel,
} from "../updates/updates.view.ts";
