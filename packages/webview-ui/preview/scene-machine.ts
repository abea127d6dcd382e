import { hostFacts, parseDownloadId, type App } from "@paddock/core";
import {
  fakeDetails,
  fakeManifest,
  fakeModel,
  LLAMA_SHAPE,
  modelName,
  type fakePorts,
} from "@paddock/core/testing";
import { diskFull, isFullDisk, type SceneDisk } from "./scene-disk.ts";
import { host } from "./scene-host.ts";
import { HOSTILE, HOSTILE_DETAILS, HOSTILE_MODEL } from "./scene-hostile.ts";

/** What the machine of a scene has. */
export type SceneMachine = {
  readonly modelCount: number;
  /** Whether every text of the models is an attack. */
  readonly isHostile: boolean;
  readonly queuedCount: number;
  /** The model that is being downloaded. */
  readonly coming: string | undefined;
  readonly disk: SceneDisk;
};

type FakePorts = Pick<ReturnType<typeof fakePorts>, "ollama" | "manifests">;

/** Gives the Ollama of a scene its models. */
export function install(
  ollama: FakePorts["ollama"],
  { modelCount, isHostile, disk }: Pick<SceneMachine, "modelCount" | "isHostile" | "disk">,
): void {
  if (disk !== "older") ollama.versionText = "0.40.9";
  ollama.models = Array.from({ length: modelCount }, (_, index) => ({
    ...sceneModel(index),
    ...(isHostile && HOSTILE_MODEL),
  }));
  ollama.details = new Map(
    ollama.models.map(({ digest }) => [
      digest,
      fakeDetails({
        contextLength: 131_072,
        parameterCount: 3_212_749_888,
        license: HOSTILE,
        system: "Be calm.",
        shape: LLAMA_SHAPE,
        ...(isHostile && HOSTILE_DETAILS),
      }),
    ]),
  );
}

/** Requests downloads as soon as the service runs; the first is in progress. */
export function download(
  app: App,
  { ollama, manifests }: FakePorts,
  { queuedCount, coming, disk }: Pick<SceneMachine, "queuedCount" | "coming" | "disk">,
): void {
  if (coming === undefined) return;
  const model = modelName(coming);
  manifests.set(model, fakeManifest({ a: 8_100_000_000 }));
  const running = app.state$.subscribe((state) => {
    if (hostFacts(state).service.situation.kind !== "running" || ollama.pulls.length > 0) return;
    const id = parseDownloadId("scene");
    if (id) void app.dispatch({ type: "download.request", host, id, model });
    requestQueued(app, queuedCount);
    queueMicrotask(() => {
      const layer = { kind: "layer", digest: "sha256:a", totalBytes: 8_100_000_000 } as const;
      ollama.pulls[0]?.lines$.next({ ...layer, doneBytes: 3_400_000_000 });
      if (isFullDisk(disk)) ollama.pulls[0]?.lines$.error(diskFull());
      running.unsubscribe();
    });
  });
}

function requestQueued(app: App, count: number): void {
  for (let number = 1; number <= count; number += 1) {
    const id = parseDownloadId(`queued-${number}`);
    if (id)
      void app.dispatch({ type: "download.request", host, id, model: modelName(`queued-${number}:latest`) });
  }
}

const NAMES = [
  "llama3.2:3b",
  "qwen3:14b",
  "nomic-embed-text",
  "hf.co/bartowski/Phi-4-GGUF:Q5_K_M",
  "gemma3:1b",
  "gpt-oss:120b-cloud",
];

/** A model in memory. */
export const sceneLoaded = (name: string, sizeBytes: number) => ({
  name: modelName(name),
  sizeBytes,
  vramBytes: sizeBytes,
  expiresAtMs: Date.now() + 240_000,
});
const CAPABILITIES: Readonly<Record<string, readonly string[]>> = {
  "qwen3:14b": ["completion", "tools", "thinking"],
  "gemma3:1b": ["completion", "vision"],
};

function sceneModel(index: number) {
  const name = NAMES[index] ?? `model-${index}:latest`;
  const isEmbedder = name.includes("embed");
  return fakeModel(name, {
    sizeBytes: 274_000_000 + index * 1_900_000_000,
    modifiedAtMs: Date.now() - index * 9 * 86_400_000,
    contextLength: 131_072,
    capabilities: isEmbedder ? ["embedding"] : (CAPABILITIES[name] ?? ["completion", "tools"]),
    ...(name.endsWith("-cloud") && { remoteHost: "https://ollama.com" }),
  });
}
