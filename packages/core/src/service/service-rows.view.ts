import * as l10n from "@vscode/l10n";
import { describeUntested } from "../api-test/answers.view.ts";
import { capacityOf } from "../activity/memory-now.view.ts";
import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import { describeOutdated, describeTestFailure, testSummary } from "../api-test/api-test.view.ts";
import { isGpuPartKnown } from "../models/gpu-part.ts";
import type { LoadedModel } from "../models/models-events.ts";
import { offered } from "../ui/actions.ts";
import { bytes, bytesOf, grouped, remarks } from "../ui/text/format.view.ts";
import { orphansRow, remarkRows } from "./remark-rows.view.ts";
import { rowOf, type ServiceRow } from "./service-row.view.ts";
import { endpointUrl } from "./service.view.ts";
import { situationRows } from "./situation-rows.view.ts";

/** The rows about the service, most important first. */
export const serviceRows = (state: AppState, nowMs: number): readonly ServiceRow[] =>
  [
    ...situationRows(state),
    ...remarkRows(state),
    apiRow(state, nowMs),
    memoryRow(state),
    orphansRow(state),
  ].filter((row) => row !== false);

/** What the last test of the API said; a click tests it again. */
function apiRow(state: AppState, nowMs: number): ServiceRow {
  const { service, test, pastTests } = hostFacts(state);
  const summary = testSummary(test, service, nowMs);
  const failed = test?.steps.find(({ outcome }) => outcome === "failed");
  const why = failed?.outcome === "failed" ? describeTestFailure(failed.failure, service) : "";
  const text = summary?.text ?? describeUntested(pastTests);
  const outdated = test && describeOutdated(test, service);
  const hover = [endpointUrl(service) ?? "", text, why, l10n.t("Click to run the test.")];
  const copy = offered(state, [{ type: "service.copy-endpoint" }]);
  return rowOf("test", {
    label: l10n.t("API"),
    detail: outdated ?? text,
    ...(outdated !== undefined && { spoken: text }),
    hover: hover.filter((line) => line !== ""),
    tone: summary?.tone ?? "quiet",
    request: { type: "service.test" },
    offers: ["service.test", ...copy.map(({ request }) => request.type)],
  });
}

function memoryRow(state: AppState): ServiceRow | false {
  const { loaded } = modelsOf(state);
  if (loaded.length === 0) return false;
  const count = l10n.t("{0} loaded", grouped(loaded.length));
  return rowOf("memory", { label: l10n.t("Memory"), detail: remarks(describeMemory(state, loaded), count) });
}

/** The memory of all models, and how much the GPUs have if all of it is there; empty if it is not known. */
function describeMemory(state: AppState, loaded: readonly LoadedModel[]): string {
  const size = loaded.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (size === 0) return "";
  if (!loaded.every(isGpuPartKnown)) return bytes(size);
  const onGpu = loaded.reduce((sum, { vramBytes = 0 }) => sum + vramBytes, 0);
  if (onGpu === 0) return l10n.t("{0} in RAM", bytes(size));
  if (onGpu < size) return l10n.t("{0} on the GPU", bytesOf(onGpu, size));
  const capacity = capacityOf(state);
  return capacity?.of === "gpu" && onGpu <= capacity.bytes
    ? l10n.t("{0} GPU memory", bytesOf(onGpu, capacity.bytes))
    : l10n.t("{0} on the GPU", bytes(onGpu));
}
