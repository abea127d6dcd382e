import { type AppState, hostFacts, type HostFacts, hostReadings, modelsOf } from "../app/state.ts";
import { hasPassed } from "../api-test/api-test.ts";
import { allDownloads } from "../downloads/downloads.ts";
import { originOf } from "../hosts/endpoint.ts";
import { findLoaded, installedModels } from "../models/models.ts";
import { progressOf } from "../downloads/progress.ts";
import { isRunning, type Control, type ServiceSituation } from "../service/service.ts";

/** What other extensions see: plain JSON, and stable. */
export type PublicState = {
  readonly service: {
    readonly situation: ServiceSituation["kind"];
    /** Scheme, host and port; empty where none is set right. */
    readonly host: string;
    readonly version?: string;
    readonly control: Control;
  };
  readonly models: readonly {
    readonly name: string;
    readonly digest: string;
    readonly sizeBytes: number;
    readonly available: boolean;
    readonly loaded?: {
      readonly sizeBytes: number;
      readonly vramBytes: number;
      readonly contextLength?: number;
      readonly expiresAt: string;
    };
  }[];
  readonly downloads: readonly {
    readonly id: string;
    readonly model: string;
    readonly situation: string;
    readonly doneBytes: number;
    readonly totalBytes?: number;
  }[];
  readonly lastTest?: {
    readonly at: string;
    readonly passed: boolean;
    readonly steps: readonly { readonly step: string; readonly outcome: string; readonly tookMs?: number }[];
  };
};

/** The state, as other extensions see it. */
export function publicState(state: AppState): PublicState {
  const models = modelsOf(state);
  const { service, test, downloads } = hostFacts(state);
  const { progress } = hostReadings(state);
  const isUp = isRunning(service);
  return {
    service: {
      situation: service.situation.kind,
      host: service.endpoint ? originOf(service.endpoint) : "",
      control: service.control,
      ...(service.situation.kind === "running" && { version: service.situation.version }),
    },
    models: installedModels(models).map(({ name, digest, sizeBytes }) => {
      const loaded = findLoaded(models, name);
      return { name, digest, sizeBytes, available: isUp, ...(loaded && { loaded: publicLoaded(loaded) }) };
    }),
    downloads: allDownloads(downloads).map((download) => {
      const { doneBytes, totalBytes } = progressOf(progress, download);
      const { id, model, situation } = download;
      return {
        id,
        model,
        situation: situation.kind,
        doneBytes,
        ...(totalBytes !== undefined && { totalBytes }),
      };
    }),
    ...(test && !test.isRunning && { lastTest: publicTest(test) }),
  };
}

function publicLoaded({
  sizeBytes,
  vramBytes,
  contextLength,
  expiresAtMs,
}: NonNullable<ReturnType<typeof findLoaded>>): NonNullable<PublicState["models"][number]["loaded"]> {
  const expiresAt = new Date(expiresAtMs).toISOString();
  return { sizeBytes, vramBytes, expiresAt, ...(contextLength !== undefined && { contextLength }) };
}

function publicTest(test: NonNullable<HostFacts["test"]>): NonNullable<PublicState["lastTest"]> {
  return {
    at: new Date(test.startedAtMs).toISOString(),
    passed: hasPassed(test),
    steps: test.steps.map((step) => ({
      step: step.step,
      outcome: step.outcome,
      ...(step.outcome !== "skipped" && { tookMs: step.tookMs }),
    })),
  };
}
