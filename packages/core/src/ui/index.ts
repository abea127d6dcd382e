export { actionOf, type Action, type ActionRequest } from "./actions.ts";
export {
  addModelLines,
  variantFailureLine,
  waitingLine,
  type AddModelLine,
} from "../search/add-model.view.ts";
export { variantLines } from "../search/variant-lines.view.ts";
export { announcement } from "../notices/announcement.view.ts";
export { menuContext } from "./menu-context.view.ts";
export type { Menu, MenuContext, ViewName } from "./menus.ts";
export { dashboardView, type DashboardView } from "./dashboard.view.ts";
export { downloadRows, type DownloadRow } from "../downloads/downloads.view.ts";
export { describeEndpointProblem, describeFailure } from "./text/failure.view.ts";
export { loadFormats } from "./text/format.view.ts";
export { setLanguage } from "./text/language.view.ts";
export { inspectorView, type InspectorView } from "../inspector/inspector.view.ts";
export type { ShownInspector } from "../inspector/shown-inspector.view.ts";
export { hostIdSchema, type HostId } from "../hosts/host.ts";
export { serviceTree, type HostTreeRow } from "../hosts/service-tree.view.ts";
export { downloadsHead, modelsHead, serviceHead, serviceMessage } from "./view-heads.view.ts";
export { unkeyed } from "./keyed.ts";
export type { CourseView } from "./course.view.ts";
export type { ApiTabView } from "../clients/api-tab.view.ts";
export type { ActivityView } from "../activity/activity.view.ts";
export type { DiskView } from "../disk/disk.view.ts";
export type { DoctorView } from "../doctor/doctor.view.ts";
export type { ServiceTabView } from "../service-log/service-tab.view.ts";
export type { FindView } from "../search/find.view.ts";
export type { FindRow } from "../search/find-group.view.ts";
export type { SelectedModel } from "../models/selected-model.ts";
export type { FitPoint, FitView } from "../fit/fit.view.ts";
export type { ReadStore } from "../models/model-layers.ts";
export type { ModelLayersView } from "../models/model-layers.view.ts";
export type { LoadSettingsView } from "../models/load-settings.view.ts";
export type { ModelDetailsView } from "../models/model-details.view.ts";
export type { ModelText } from "../models/model-texts.view.ts";
export type { ModelChip, PanelModelRow } from "../models/panel-models.view.ts";
export type { SeveralModelsView } from "../models/several-models.view.ts";
export { downloadChoices } from "../downloads/download-picker.view.ts";
export { modelChoices } from "../models/model-picker.view.ts";
export { modelHover } from "../models/model-hover.view.ts";
export { isListSettled, modelListRemark } from "../models/model-list.view.ts";
export { modelRows, modelTreeRows, type ModelTreeRow } from "../models/model-tree.view.ts";
export type { Sign } from "./sign.ts";
export { holds, noticeViews, supersedes, type NoticeView } from "../notices/notices.view.ts";
export { publicState, type PublicState } from "./public-state.view.ts";
export { describeRefusal, refusalView } from "./text/refusal.view.ts";
export { serviceRows } from "../service/service-rows.view.ts";
export type { ServiceRow } from "../service/service-row.view.ts";
export { isServiceRunning, ownProcess } from "../service/watched-service.view.ts";
export { demoBanner, endpointUrl } from "../service/service.view.ts";
export type { TryView } from "../tries/try.view.ts";
export { statusMenu, type StatusMenu } from "./status-menu.view.ts";
export { statusBarView, type StatusBarView } from "./status-bar.view.ts";
export type { Tone } from "./tone.ts";
export { describeCheck, outdatedModels } from "../updates/updates.view.ts";
