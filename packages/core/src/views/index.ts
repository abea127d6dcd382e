export {
  addModelLines,
  previewLines,
  variantFailureLine,
  variantLines,
  waitingLine,
  type AddModelLine,
  type AddModelStep,
} from "./add-model.ts";
export type { Action, Ask } from "./action.ts";
export { announcement } from "./announcement.ts";
export { testStepRows, testSummary, type TestStepRow } from "./api-test-words.ts";
export { controls, type Controls } from "./controls.ts";
export { dashboardView, type Chosen, type DashboardView } from "./dashboard.ts";
export type { Deed } from "./download-actions.ts";
export { downloadRows, type DownloadRow } from "./download-rows.ts";
export { describeEndpointProblem, describeFailure } from "./failure.ts";
export { bytes } from "./format.ts";
export { eventRow, inspectorView, type EventRow, type InspectorView } from "./inspector.ts";
export { keyed, unkeyed, type Keyed } from "./keyed.ts";
export type { ModelDetailsView } from "./model-details.ts";
export { downloadChoices, whyNoDownload, type DownloadChoice } from "./download-picker.ts";
export { modelChoices, noUpdates, whyNoModel, type ModelChoice, type ModelPurpose } from "./model-picker.ts";
export { isListSettled, modelHover, modelListRemark, modelRows, type ModelRow } from "./model-rows.ts";
export { noticeViews, type NoticeView } from "./notices.ts";
export { losesPartials } from "./kept-words.ts";
export { publicState, type PublicState } from "./public-state.ts";
export { describeRefusal, plainRefusal, refusalIn, type RefusalView } from "./refusal.ts";
export { serviceRows, type ServiceRow } from "./service-rows.ts";
export { demoBanner, endpointUrl } from "./service-words.ts";
export { statusBarView, type StatusBarView } from "./status-bar.ts";
export type { Tone } from "./tone.ts";
export { describeCheck, outdatedModels, updateQuestion, type OutdatedModel } from "./updates.ts";
