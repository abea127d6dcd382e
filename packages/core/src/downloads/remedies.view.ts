import * as l10n from "@vscode/l10n";
import type { Failure } from "../shared/failure.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import type { DownloadId } from "./download-id.ts";
import { actionOf, type Action } from "../ui/actions.ts";

/** Actions that help with a failure, besides retrying. */
export function remedies(
  failure: Failure,
  { id, model }: { readonly id: DownloadId; readonly model: ModelName },
): readonly Action[] {
  switch (failure.kind) {
    case "not-in-registry":
    case "needs-mlx":
      return [actionOf({ type: "download.add", text: nameOnly(model) }, l10n.t("Search…"))];
    case "sharded":
      return [actionOf({ type: "download.add", text: withoutTag(model) }, l10n.t("Choose Another…"))];
    case "needs-newer-ollama":
      return [actionOf({ type: "ollama.install" }, l10n.t("Get Ollama"))];
    case "unauthorised":
      return [actionOf({ type: "ollama.copy-key" })];
    case "insecure-registry":
      return [actionOf({ type: "setting.open", setting: "insecure-registries" })];
    case "partial-lost":
    case "partial-broken":
      return [actionOf({ type: "download.repair", id })];
    default:
      return [];
  }
}

const nameOnly = (name: ModelName): string => partsOf(name).model;

const withoutTag = (name: ModelName): string => name.slice(0, name.lastIndexOf(":"));
