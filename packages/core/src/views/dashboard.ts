import { t } from "@vscode/l10n";
import { shownUrl } from "../domain/endpoint.ts";
import { modelsOf, type AppState } from "../domain/domain.ts";
import { installedModels } from "../domain/models.ts";
import type { ModelName } from "../domain/names.ts";
import type { Action } from "./action.ts";
import { testStepRows, testSummary, type TestStepRow } from "./api-test-words.ts";
import { dashboardWords, type DashboardWords } from "./dashboard-words.ts";
import { downloadRows, type DownloadRow } from "./download-rows.ts";
import { remarks } from "./format.ts";
import { keyed, type Keyed } from "./keyed.ts";
import { modelDetailsView, type ModelDetailsView } from "./model-details.ts";
import { modelListRemark, modelRows, type ModelRow } from "./model-rows.ts";
import {
  demoBanner,
  describeControl,
  describeStale,
  endpointUrl,
  serviceWords,
  testApi,
} from "./service-words.ts";
import type { Tone } from "./tone.ts";

/** The model that somebody wants to see the details of; the number tells one wish from the next. */
export type Chosen = { readonly model: ModelName; readonly number: number };

/** Everything the main panel shows. A type, not an interface: it must be JSON to cross the wire. */
export type DashboardView = {
  readonly words: DashboardWords;
  readonly chosen: Chosen | null;
  readonly service: {
    readonly word: string;
    readonly tone: Tone;
    readonly remark: string;
    /** Version, port, and who runs it. */
    readonly facts: string;
    readonly url: string;
    /** Said on top of everything; mostly empty. */
    readonly banner: string;
    readonly actions: readonly Action[];
  };
  readonly models: Keyed<ModelRow>;
  readonly modelsRemark: string;
  /** Details of those models somebody has opened. */
  readonly details: Readonly<Record<string, ModelDetailsView>>;
  readonly downloads: Keyed<DownloadRow>;
  readonly test: {
    readonly summary: string;
    readonly tone: Tone;
    readonly steps: readonly TestStepRow[];
    readonly action: Action;
  };
  readonly addresses: readonly { readonly label: string; readonly url: string }[];
  /** How to call the API from a terminal. */
  readonly example: string;
};

export function dashboardView(state: AppState, nowMs: number, chosen: Chosen | null = null): DashboardView {
  const { facts } = state;
  const { service, test } = facts;
  const { word, tone, remark, actions } = serviceWords(service);
  const summary = testSummary(test, nowMs);
  return {
    words: dashboardWords(),
    chosen,
    service: {
      word,
      tone,
      remark,
      facts: serviceFacts(state),
      url: endpointUrl(service) ?? "",
      banner: remarks(describeStale(state.here), demoBanner(service)),
      actions,
    },
    models: keyed(modelRows(state, nowMs)),
    modelsRemark: modelListRemark(state, nowMs),
    details: detailsViews(state, nowMs),
    downloads: keyed(downloadRows(state)),
    test: {
      summary: summary?.text ?? t("not tested yet"),
      tone: summary?.tone ?? "quiet",
      steps: testStepRows(test),
      action: testApi(),
    },
    addresses: addresses(state),
    example: example(state),
  };
}

function serviceFacts({ facts: { service } }: AppState): string {
  const { situation, endpoint } = service;
  if (!endpoint) return "";
  const port = t("port {0}", endpoint.port);
  if (situation.kind !== "running") return port;
  return remarks(t("Ollama {0}", situation.version), port, t("run by {0}", describeControl(service)));
}

function detailsViews(state: AppState, nowMs: number): DashboardView["details"] {
  const models = modelsOf(state);
  const opened = installedModels(models).filter(({ digest }) => models.details[digest] !== undefined);
  return Object.fromEntries(opened.map((model) => [model.name, modelDetailsView(state, model, nowMs)]));
}

/** The bases that other tools want to be told (reference §1.1). */
function addresses({ facts: { service } }: AppState): DashboardView["addresses"] {
  const { endpoint } = service;
  if (!endpoint) return [];
  return [
    { label: t("Generate"), url: shownUrl(endpoint, "/api/generate") },
    { label: t("Ollama"), url: shownUrl(endpoint, "/api") },
    { label: t("OpenAI"), url: shownUrl(endpoint, "/v1") },
    { label: t("Anthropic"), url: shownUrl(endpoint, "") },
  ];
}

function example(state: AppState): string {
  const { service } = state.facts;
  if (!service.endpoint) return "";
  const models = modelsOf(state);
  const model = models.loaded[0]?.name ?? installedModels(models)[0]?.name ?? "llama3.2";
  const body = `{\n  "model": "${model}",\n  "prompt": "Why is the sky blue?",\n  "stream": false\n}`;
  return `curl ${shownUrl(service.endpoint, "/api/generate")} -d '${body}'`;
}
