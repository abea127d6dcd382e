import {
  type App,
  type Clock,
  type Logger,
  type ModelName,
  type ShownDisk,
  type Target,
} from "@paddock/core";
import { watchDisk, watchStore } from "@paddock/core/actions";
import { FakeFolder, modelName, unfinishedLayer } from "@paddock/core/testing";
import type { ActionRequest } from "@paddock/core/views";
import type { BehaviorSubject, Observable } from "rxjs";

/**
 * That of an older Ollama; of 0.40: a usual one, one that must not be changed, a clean one, one on which a download found no
 * room, one on which only several things together would make it, one in which weights are missing, or none that can be read.
 */
const SCENE_DISKS = ["older", "usual", "kept", "clean", "full", "crowded", "damaged", "none"] as const;
export type SceneDisk = (typeof SCENE_DISKS)[number];

export const sceneDiskOf = (text: string | null): SceneDisk =>
  SCENE_DISKS.find((disk) => disk === text) ?? "older";

/** Whether a download finds no room on it. */
export const isFullDisk = (disk: SceneDisk): boolean => disk === "full" || disk === "crowded";

/** The error of a pull that finds no room, as core's ports have it. */
export const diskFull = (): Error =>
  Object.assign(new Error("disk-full"), { name: "PortError", failure: { kind: "disk-full" } });

const DAY_MS = 86_400_000;
/** A digest that differs with the text, as long as it is no longer than 32 letters. */
/** The layers of a model, in this order. */
const LAYERS = ["model", "license", "template", "params"];
const digestOf = (text: string): string => {
  const hex = Array.from(text, (letter) => letter.charCodeAt(0).toString(16)).join("");
  return `sha256:${hex.padEnd(64, "0").slice(0, 64)}`;
};

type SceneDiskOptions = {
  readonly folder: FakeFolder | undefined;
  readonly shown$: Observable<boolean>;
  readonly layersShown$: Observable<boolean>;
  readonly logger: Logger;
};

/** Counts a made-up models folder while the Disk tab is shown, and deletes in it without a question. */
export function openSceneDisk(
  app: App,
  clock: Clock,
  { folder, shown$, layersShown$, logger }: SceneDiskOptions,
) {
  const files = { folder: () => Promise.resolve(folder) };
  const { disk$, disk: counting } = watchDisk({ app, files, clock, shown$ });
  const { store$ } = watchStore({ app, files, clock, shown$: layersShown$, logger });
  return {
    disk$,
    store$,
    /** Whether it was a request about the disk. */
    perform(request: ActionRequest): boolean {
      if (folder && request.type === "disk.free") free(folder, counting.shown(), request.what);
      else if (request.type !== "disk.count") return false;
      counting.count();
      return true;
    },
  };
}

type SpareKinds = Extract<ActionRequest, { readonly type: "disk.free" }>["what"];

/** A backup stays, since only Ollama deletes one. */
function free(folder: FakeFolder, shown: ShownDisk, what: SpareKinds): void {
  if (shown.kind !== "counted") return;
  const { usage } = shown;
  const gone = new Set(what.flatMap((kind) => usage[kind].map(({ digest }) => digest)));
  folder.layers = folder.layers.filter(({ digest }) => !gone.has(digest));
  if (what.includes("unused")) folder.blobs = folder.blobs.filter(({ digest }) => !gone.has(digest));
}

const MODELS = [
  "llama3.2:3b",
  "qwen3:14b",
  "nomic-embed-text",
  "hf.co/bartowski/Phi-4-GGUF:Q5_K_M",
  "gemma3:1b",
].map((name) => modelName(name));

/** The models folder of a scene; `undefined` if it cannot be read. */
export const sceneFolderOf = (disk: SceneDisk): FakeFolder | undefined =>
  disk === "none" ? undefined : sceneFolder(disk, MODELS);

/** A models folder: the models of the scene, two that share their weights, a backup, and what no model uses. */
function sceneFolder(disk: SceneDisk, models: readonly ModelName[]): FakeFolder {
  const folder = new FakeFolder();
  const blobs = new Map<string, number>();
  const add = (text: string, sizeBytes: number): string => {
    blobs.set(digestOf(text), sizeBytes);
    return digestOf(text);
  };
  const manifest = (name: string, layers: readonly string[], runner?: string) => ({
    digest: add(`m ${name}`, 700),
    blobs: layers,
    layers: layers.map((digest, index) => ({
      mediaType: `application/vnd.ollama.image.${LAYERS[index] ?? "model"}`,
      digest,
      sizeBytes: blobs.get(digest) ?? 0,
    })),
    anchored: [],
    ...(runner !== undefined && { runner }),
  });
  const plain = models.map((name, index) => {
    const manifests = [
      manifest(name, [
        add(`w ${name}`, 274e6 + index * 1.9e9),
        add("license", 11_300),
        add(`t ${name}`, 1_700),
        add(`p ${name}`, 120),
      ]),
    ];
    return { name, layout: "legacy", digest: manifests[0]?.digest ?? "", manifests } as const;
  });
  const shared = add("shared", 2.02e9);
  const twins = ["my-agent", "my-tester"].map((name) => {
    const one = manifest(name, [shared, add(`p ${name}`, 1_200)]);
    return { name: modelName(name), layout: "legacy", digest: one.digest, manifests: [one] } as const;
  });
  const original = manifest("original", [add("w original", 4.7e9)], "ggml");
  const converted = manifest("converted", [add("w converted", 4.6e9)], "llamacpp");
  const llava = modelName("llava:7b");
  const isClean = disk === "clean";
  folder.installed = {
    isWhole: true,
    tags: [
      ...plain,
      ...twins,
      {
        name: llava,
        layout: "v2",
        digest: add("list", 300),
        manifests: isClean ? [converted] : [original, converted],
      },
      ...(isClean
        ? []
        : [{ name: llava, layout: "legacy", digest: original.digest, manifests: [original] } as const]),
      {
        name: modelName(`llamacpp:${converted.digest.slice(7)}`),
        layout: "v2",
        digest: converted.digest,
        manifests: [converted],
      },
    ],
  };
  if (isClean) for (const text of ["m original", "w original"]) blobs.delete(digestOf(text));
  else for (const text of ["lost 1", "lost 2", "lost 3"]) add(text, 1.4e9);
  if (disk === "damaged") blobs.delete(digestOf("w qwen3:14b"));
  folder.blobs = [...blobs].map(([digest, sizeBytes]) => ({
    digest,
    sizeBytes,
    freesBytes: sizeBytes,
    changedAtMs: Date.now() - 9 * DAY_MS,
  }));
  folder.layers = isClean
    ? []
    : ["part 1", "part 2"].map((text) => ({
        ...unfinishedLayer(digestOf(text), disk === "crowded" ? 1.5e9 : 7.6e9),
        changedAtMs: Date.now() - 9 * DAY_MS,
      }));
  folder.diskBytes = { totalBytes: 468e9, freeBytes: isFullDisk(disk) ? 300e6 : 31e9 };
  folder.isWritable = disk !== "kept";
  return folder;
}

/** Lets the leader find a folder. */
export function withFiles(target$: BehaviorSubject<Target>, folder: FakeFolder): void {
  const { value: target } = target$;
  if (target.kind !== "host") return;
  const files = { locate: () => Promise.resolve(folder), publicKey: () => Promise.resolve(undefined) };
  target$.next({ ...target, hostPorts: { ...target.hostPorts, files } });
}
