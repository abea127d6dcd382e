import { type AppState, hostFacts, modelsOf } from "../app/state.ts";
import type { HostFacts } from "../app/host-state.ts";
import { hasPassed } from "../api-test/api-test.ts";
import { allDownloads, type Download } from "../downloads/downloads.ts";
import { originOf } from "../hosts/endpoint.ts";
import { findLoaded, usableModels } from "../models/models.ts";
import { progressIn } from "../downloads/downloads-here.view.ts";
import { isRunning, type ServiceSituation } from "../service/service.ts";
import type { Owner, OwnerKind } from "../service/owner.ts";

/** The state for other extensions: plain JSON, and stable. */
export type PublicState = {
  readonly service: {
    readonly situation: ServiceSituation["kind"];
    /** Scheme, host and port; empty if the setting is invalid. */
    readonly host: string;
    readonly version?: string;
    /** Whether Paddock runs it, another program on this machine, or another machine. */
    readonly control: "ours" | "not-ours" | "remote";
    /** Who runs it, or would start it. */
    readonly owner: OwnerKind;
  };
  readonly models: readonly {
    readonly name: string;
    readonly digest: string;
    readonly sizeBytes: number;
    readonly available: boolean;
    readonly loaded?: {
      readonly sizeBytes: number;
      /** Absent if the server does not say it, as some compatible ones. */
      readonly vramBytes?: number;
      readonly contextLength?: number;
      /** Absent if the server does not say it. */
      readonly expiresAt?: string;
    };
  }[];
  readonly downloads: readonly {
    /** The host that downloads it, as in `service.host`. */
    readonly host: string;
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

type PublicDownload = PublicState["downloads"][number];

export function publicState(state: AppState): PublicState {
  const { facts } = state;
  const models = modelsOf(state);
  const { service, test } = hostFacts(state);
  const isUp = isRunning(service);
  return {
    service: {
      situation: service.situation.kind,
      host: service.endpoint ? originOf(service.endpoint) : "",
      control: controlOf(service.owner),
      owner: service.owner.kind,
      ...(service.situation.kind === "running" && { version: service.situation.version }),
    },
    models: usableModels(models).map(({ name, digest, sizeBytes }) => {
      const loaded = findLoaded(models, name);
      return { name, digest, sizeBytes, available: isUp, ...(loaded && { loaded: publicLoaded(loaded) }) };
    }),
    downloads: Object.entries(facts.hosts)
      .flatMap(([host, { downloads }]) => allDownloads(downloads).map((download) => ({ host, download })))
      .toSorted((a, b) => a.download.requestedAtMs - b.download.requestedAtMs)
      .map(({ host, download }) => publicDownload(state, host, download)),
    ...(test && !test.isRunning && { lastTest: publicTest(test) }),
  };
}

function controlOf({ kind }: Owner): PublicState["service"]["control"] {
  if (kind === "elsewhere") return "remote";
  return kind === "paddock" ? "ours" : "not-ours";
}

function publicDownload(state: AppState, host: string, download: Download): PublicDownload {
  const { id, model, situation } = download;
  const { doneBytes, totalBytes } = progressIn(state, download);
  return {
    host,
    id,
    model,
    situation: situation.kind,
    doneBytes,
    ...(totalBytes !== undefined && { totalBytes }),
  };
}

function publicLoaded({
  sizeBytes,
  vramBytes,
  contextLength,
  expiresAtMs,
}: NonNullable<ReturnType<typeof findLoaded>>): NonNullable<PublicState["models"][number]["loaded"]> {
  return {
    sizeBytes,
    ...(vramBytes !== undefined && { vramBytes }),
    ...(expiresAtMs !== undefined && { expiresAt: new Date(expiresAtMs).toISOString() }),
    ...(contextLength !== undefined && { contextLength }),
  };
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
