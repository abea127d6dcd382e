import { type AppState, hostFacts, hostOf, modelsOf } from "../app/state.ts";
import type { HostId } from "../hosts/host.ts";
import { findLoaded, findModel } from "../models/models.ts";
import { apiTabView, type ApiTabView } from "../clients/api-tab.view.ts";
import type { ShownApi } from "../clients/shown-api.ts";
import type { ModelName } from "../models/model-name.ts";
import { isRunning } from "../service/service.ts";
import type { Action } from "./actions.ts";
import { dashboardWords, type DashboardWords } from "./dashboard-text.view.ts";
import { downloadsTabView, type DownloadsTabView } from "../downloads/downloads-tab.view.ts";
import { downloadRows, unfinishedCount, type DownloadRow } from "../downloads/downloads.view.ts";
import { remarks } from "./text/format.view.ts";
import { keyed, type Keyed } from "./keyed.ts";
import { comingDetailsView } from "../models/coming-details.view.ts";
import { findComing } from "../models/coming.view.ts";
import { isLeftover } from "../models/leftover.ts";
import { leftoverDetailsView } from "../models/leftover-details.view.ts";
import { modelDetailsView, type ModelDetailsView } from "../models/model-details.view.ts";
import { modelListRemark } from "../models/model-list.view.ts";
import {
  modelChips,
  panelModelRows,
  type ModelChip,
  type PanelModelRow,
} from "../models/panel-models.view.ts";
import { severalModelsView, type SeveralModelsView } from "../models/several-models.view.ts";
import {
  demoBanner,
  describeStale,
  endpointUrl,
  lastLogOutput,
  serviceWords,
} from "../service/service.view.ts";
import { newerReleaseAction } from "../releases/newer-release.view.ts";
import { unlistedDetailsView } from "../models/unlisted-details.view.ts";
import type { VariablePlace } from "../environment/variable-place.ts";
import type { ReadStore } from "../models/model-layers.ts";
import type { SelectedModel } from "../models/selected-model.ts";
import { serviceTabView, type ServiceTabView } from "../service-log/service-tab.view.ts";
import { activityView, type ActivityView } from "../activity/activity.view.ts";
import { diskView, type DiskView } from "../disk/disk.view.ts";
import { doctorView, openCount, type DoctorView } from "../doctor/doctor.view.ts";
import type { ShownDoctor } from "../doctor/shown-doctor.ts";
import type { DashboardPart, OpenedPart } from "./dashboard-part.ts";
import type { ShownDisk } from "../disk/shown-disk.ts";
import type { ShownActivity } from "../activity/shown-activity.ts";
import { nothingTried, type ShownTries } from "../tries/tries.ts";
import { tryView, type TryView } from "../tries/try.view.ts";
import type { ShownLog } from "../service-log/shown-log.ts";
import { stripActions } from "../service/strip-actions.view.ts";
import { stripLines, type StripLines } from "../service/strip-lines.view.ts";
import { findView, type FindView } from "../search/find.view.ts";
import { nothingSearched, type ShownSearch } from "../search/shown-search.ts";
import type { Tone } from "./tone.ts";

/** One of them at most. */
type SelectedDetails = {
  readonly details: ModelDetailsView | null;
  readonly several: SeveralModelsView | null;
};

/** Everything the main panel shows. A type, not an interface: only a type is assignable to JSON. */
export type DashboardView = {
  /** The host that it shows: actions on the page apply to this host, or are refused. */
  readonly host?: HostId;
  readonly words: DashboardWords;
  readonly service: {
    readonly word: string;
    readonly tone: Tone;
    readonly lines: StripLines;
    readonly url: string;
    /** Notices at the top; usually empty. */
    readonly banner: string;
    /** The last log lines of our service before it failed or exited. */
    readonly log: readonly string[];
    readonly isUp: boolean;
    /** That a newer Ollama is out. */
    readonly newer: Action | null;
    /** Those that keep their places, and the last one, which fits the state. */
    readonly actions: readonly Action[];
    /** Those that a page shows in a menu. */
    readonly more: readonly Action[];
    /** Whether the last one of `actions` is what helps most. */
    readonly isLastMain: boolean;
  };
  readonly models: Keyed<PanelModelRow>;
  readonly modelChips: {
    readonly states: readonly ModelChip[];
    readonly capabilities: readonly ModelChip[];
  };
  readonly modelsRemark: string;
  /** The selected model, with its details, or several with what can be done with them, while its tab is shown. */
  readonly chosen: (SelectedModel & SelectedDetails) | null;
  /** Where the selected model is tried; `null` while its tab is not shown, or several are selected. */
  readonly tryPane: TryView | null;
  readonly downloads: Keyed<DownloadRow>;
  readonly downloadsTab: DownloadsTabView;
  /** `null` while its tab is not shown. */
  readonly find: FindView | null;
  /** Number of unfinished downloads. */
  readonly unfinishedCount: number;
  /** `null` while it is not shown. */
  readonly serviceTab: ServiceTabView | null;
  /** `null` while its tab is not shown. */
  readonly activity: ActivityView | null;
  /** `null` while its tab is not shown. */
  readonly disk: DiskView | null;
  /** `null` while its tab is not shown. */
  readonly api: ApiTabView | null;
  /** `null` while its tab is not shown. */
  readonly doctor: DoctorView | null;
  /** How many things are not fine, also while the tab is not shown; `null` before the page is painted. */
  readonly openCount: number | null;
  /** The tab that was opened last from elsewhere. */
  readonly opened: OpenedPart | null;
};

/** The selected model of a window, the log that its Service tab follows, and what its other tabs show. */
type DashboardOptions = {
  /** Whether a tab is shown; by default, all are. What needs a reading has none while its tab is hidden. */
  readonly isShown?: (part: DashboardPart) => boolean;
  /** Whether the page has told which tab it shows, once it was painted: what can wait is left out before. */
  readonly isPainted?: boolean;
  readonly chosen?: SelectedModel | null;
  readonly log?: ShownLog;
  readonly activity?: ShownActivity | null;
  readonly tries?: ShownTries;
  readonly search?: ShownSearch;
  readonly disk?: ShownDisk;
  readonly store?: ReadStore | null;
  readonly places?: readonly VariablePlace[];
  readonly api?: ShownApi | null;
  readonly doctor?: ShownDoctor;
  readonly opened?: OpenedPart | null;
};

/** What the main panel shows now. */
export function dashboardView(
  state: AppState,
  nowMs: number,
  {
    isShown = () => true,
    isPainted = true,
    chosen = null,
    log = { kind: "closed" },
    activity = null,
    tries = nothingTried,
    search = nothingSearched,
    disk = { kind: "closed" },
    store = null,
    places = [],
    api = null,
    doctor = { kind: "closed" },
    opened = null,
  }: DashboardOptions = {},
): DashboardView {
  const { service } = hostFacts(state);
  const { word, tone } = serviceWords(state);
  const host = hostOf(state);
  const downloads = downloadRows(state, nowMs);
  const rows = panelModelRows(state, nowMs, downloads);
  const selected =
    chosen && isShown("models") ? selectedDetails(state, chosen, { nowMs, store, downloads }) : null;
  const diagnosis = doctorView(state, nowMs, { shown: doctor, log, store });
  return {
    ...(host !== undefined && { host }),
    words: dashboardWords(state),
    service: {
      word,
      tone,
      lines: stripLines(state, nowMs),
      url: endpointUrl(service) ?? "",
      banner: remarks(describeStale(state.local), demoBanner(state)),
      log: lastLogOutput(service),
      isUp: isRunning(service),
      newer: newerReleaseAction(state),
      ...stripActions(state),
    },
    models: keyed(rows),
    modelChips: modelChips(rows),
    modelsRemark: modelListRemark(state, nowMs),
    chosen: chosen && { ...chosen, details: null, several: null, ...selected },
    tryPane: chosen && selected && !selected.several ? tryView(state, chosen.model, { tries, nowMs }) : null,
    downloads: keyed(downloads),
    downloadsTab: downloadsTabView(state, downloads),
    find: isShown("downloads") ? findView(state, search, downloads) : null,
    unfinishedCount: unfinishedCount(state),
    serviceTab: isShown("service") ? serviceTabView(state, nowMs, { log, store, places }) : null,
    activity: activity && activityView(state, nowMs, activity),
    disk: diskView(state, nowMs, disk),
    api: api && apiTabView(state, nowMs, { chosen: chosen?.model, shown: api }),
    doctor: diagnosis,
    openCount: diagnosis?.open.length ?? (isPainted ? openCount(state, nowMs, { shown: doctor, log }) : null),
    opened,
  };
}

type DetailsContext = {
  readonly nowMs: number;
  readonly store: ReadStore | null;
  readonly downloads: readonly DownloadRow[];
};

function selectedDetails(state: AppState, chosen: SelectedModel, context: DetailsContext): SelectedDetails {
  const several = severalModelsView(state, chosen);
  return { several, details: several ? null : detailsOf(state, chosen.model, context) };
}

function detailsOf(
  state: AppState,
  name: ModelName,
  { nowMs, store, downloads }: DetailsContext,
): ModelDetailsView | null {
  const models = modelsOf(state);
  const model = findModel(models, name);
  if (model) {
    return isLeftover(name)
      ? leftoverDetailsView(state, model, nowMs)
      : modelDetailsView(state, model, nowMs, store);
  }
  const loaded = models.list && findLoaded(models, name);
  if (loaded) return unlistedDetailsView(state, loaded, nowMs);
  const coming = findComing(state, name);
  return coming ? comingDetailsView(state, coming, { nowMs, downloads }) : null;
}
