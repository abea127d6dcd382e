import { t } from "@vscode/l10n";
import { modelsOf, type AppState } from "../domain/domain.ts";
import { isRunning } from "../domain/service.ts";
import type { Ask } from "./action.ts";
import { testSummary } from "./api-test-words.ts";
import { bytes, bytesOf, remarks } from "./format.ts";
import { describeControl, describeStale, endpointUrl, serviceWords } from "./service-words.ts";
import type { Tone } from "./tone.ts";

/** One line about the service. */
export type ServiceRow = {
  readonly key: "state" | "stale" | "reason" | "control" | "endpoint" | "test" | "memory";
  readonly label: string;
  readonly detail: string;
  readonly tone: Tone;
  /** What a click asks for. */
  readonly ask?: Ask;
};

/** What is so of the service, most important first. */
export function serviceRows(state: AppState, nowMs: number): readonly ServiceRow[] {
  const { service, test } = state.facts;
  const { word, remark, tone } = serviceWords(service);
  const url = endpointUrl(service);
  const stale = describeStale(state.here);
  const summary = testSummary(test, nowMs);
  const rows: (ServiceRow | undefined)[] = [
    { key: "state", label: word, detail: stateDetail(state), tone },
    stale === "" ? undefined : { key: "stale", label: stale, detail: "", tone: "warn" },
    remark === "" ? undefined : { key: "reason", label: remark, detail: "", tone },
    isRunning(service)
      ? { key: "control", label: t("Run by"), detail: describeControl(service), tone: "quiet" }
      : undefined,
    url === undefined
      ? undefined
      : {
          key: "endpoint",
          label: t("API"),
          detail: url,
          tone: "quiet",
          ask: { type: "service.copy-endpoint" },
        },
    {
      key: "test",
      label: t("Test API"),
      detail: summary?.text ?? t("not tested yet"),
      tone: summary?.tone ?? "quiet",
      ask: { type: "service.test" },
    },
    memoryRow(state),
  ];
  return rows.filter((row) => row !== undefined);
}

function stateDetail({ facts: { service } }: AppState): string {
  const { situation, endpoint } = service;
  const version = situation.kind === "running" ? situation.version : "";
  return remarks(version, endpoint && t("port {0}", endpoint.port));
}

function memoryRow(state: AppState): ServiceRow | undefined {
  const { loaded } = modelsOf(state);
  if (loaded.length === 0) return undefined;
  const size = loaded.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const onGpu = loaded.reduce((sum, { vramBytes }) => sum + vramBytes, 0);
  const count = loaded.length === 1 ? t("1 model loaded") : t("{0} models loaded", loaded.length);
  const memory =
    onGpu === 0 ? t("{0} of main memory", bytes(size)) : t("{0} on the GPU", bytesOf(onGpu, size));
  return { key: "memory", label: t("Memory"), detail: remarks(memory, count), tone: "quiet" };
}
