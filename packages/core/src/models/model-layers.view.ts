import * as l10n from "@vscode/l10n";
import { bytes, grouped, list, plural } from "../ui/text/format.view.ts";
import { CONFIG_TYPE, layersOf, type ModelLayer, type ReadStore } from "./model-layers.ts";
import type { ModelName } from "./model-name.ts";
import type { Model } from "./models-events.ts";
import { shortModelName } from "./short-name.view.ts";

/** The layers of a model, as a table. */
export type ModelLayersView = {
  readonly title: string;
  readonly note: string;
  readonly heads: {
    readonly layer: string;
    readonly size: string;
    readonly shared: string;
    readonly digest: string;
  };
  readonly rows: readonly {
    readonly key: string;
    readonly layer: string;
    readonly size: string;
    readonly shared: string;
    readonly sharedWhole: string;
    readonly digest: string;
    readonly isMissing: boolean;
  }[];
};

const NONE = "–";
/** The others are counted; all are in the tooltip. */
const MOST_NAMES = 3;

export function layersView(read: ReadStore | null, model: Model): ModelLayersView | null {
  if (model.remoteHost !== undefined || !read) return null;
  const found = layersOf(read, model);
  if (!found || found.layers.length === 0) return null;
  return {
    title: l10n.t("Layers"),
    note: noteOf(found.layers, found.freesBytes),
    heads: {
      layer: l10n.t("Layer"),
      size: l10n.t("Size"),
      shared: l10n.t("Shared with"),
      digest: l10n.t("Digest"),
    },
    rows: groupsOf(found.layers).map(rowOf),
  };
}

type Group = readonly [ModelLayer, ...ModelLayer[]];

/** A model for MLX has a layer for each tensor: those of one kind that the same models share are one row. */
function groupsOf(layers: readonly ModelLayer[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const layer of layers) {
    const key = JSON.stringify([nameOf(layer), layer.sharedWith, layer.isMissing]);
    const group = groups.get(key);
    groups.set(key, group ? [...group, layer] : [layer]);
  }
  return [...groups.values()];
}

function rowOf(group: Group): ModelLayersView["rows"][number] {
  const [first, ...others] = group;
  const size = group.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const name = nameOf(first);
  return {
    key: first.digest,
    layer: others.length === 0 ? name : l10n.t("{0} ({1} layers)", name, grouped(group.length)),
    size: bytes(size),
    shared: first.isMissing ? l10n.t("missing on the disk") : sharedWith(first.sharedWith),
    sharedWhole: first.sharedWith.join(", "),
    digest: others.length === 0 ? first.digest.replace("sha256:", "").slice(0, 12) : "",
    isMissing: first.isMissing,
  };
}

function sharedWith(names: readonly ModelName[]): string {
  if (names.length === 0) return NONE;
  const shown = names.slice(0, MOST_NAMES).map(shortModelName);
  const left = names.length - shown.length;
  return left === 0 ? list(shown) : list([...shown, l10n.t("{0} more", grouped(left))]);
}

function noteOf(layers: readonly ModelLayer[], freesBytes: number | undefined): string {
  const shared = layers.filter(({ sharedWith: names }) => names.length > 0).length;
  if (freesBytes === undefined)
    return shared === 0 ? "" : l10n.t("{0} of {1} are shared", grouped(shared), grouped(layers.length));
  const frees = bytes(freesBytes);
  if (shared === 0) return l10n.t("none is shared; deleting this model frees {0}", frees);
  return plural(shared, {
    one: l10n.t("one is shared; deleting this model frees {0}", frees),
    other: l10n.t("{0} are shared; deleting this model frees {1}", grouped(shared), frees),
  });
}

const PREFIX = "application/vnd.ollama.image.";

/** The kind of a layer, by its media type (docs/ollama.md §5.1). */
function nameOf({ mediaType }: ModelLayer): string {
  if (mediaType === CONFIG_TYPE) return l10n.t("Configuration");
  if (!mediaType.startsWith(PREFIX)) return mediaType || l10n.t("Other");
  const kind = mediaType.slice(PREFIX.length);
  switch (kind) {
    case "model":
    case "tensor":
      return l10n.t("Weights");
    case "projector":
      return l10n.t("Projector");
    case "adapter":
      return l10n.t("Adapter");
    case "template":
    case "prompt":
      return l10n.t("Template");
    case "system":
      return l10n.t("System prompt");
    case "params":
      return l10n.t("Parameters");
    case "license":
      return l10n.t("License");
    case "messages":
      return l10n.t("Messages");
    default:
      return kind;
  }
}
