import * as l10n from "@vscode/l10n";
import type { Failure } from "../shared/failure.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import { isElsewhere } from "../service/owner.ts";
import type { Service } from "../service/service.ts";
import type { DownloadId } from "./download-id.ts";
import { actionOf, type Action } from "../ui/actions.ts";

/** Actions that help with a failure, besides retrying. */
export function remedies(
  failure: Failure,
  { id, model }: { readonly id: DownloadId; readonly model: ModelName },
  service: Pick<Service, "owner">,
): readonly Action[] {
  switch (failure.kind) {
    case "not-in-registry":
    case "needs-mlx":
      return [actionOf({ type: "download.add", text: nameOnly(model) }, l10n.t("Search…"))];
    case "sharded":
    case "no-runner":
      return [actionOf({ type: "download.add", text: withoutTag(model) }, l10n.t("Choose Another…"))];
    case "needs-newer-ollama":
      return [actionOf({ type: "ollama.install" }, l10n.t("Get Ollama"))];
    case "unauthorised":
      return [actionOf({ type: "ollama.copy-key" })];
    case "insecure-registry":
      return [openInsecureRegistries()];
    case "redirect-refused":
      return PUBLIC_REGISTRIES.has(partsOf(model).host) ? [] : [openInsecureRegistries()];
    case "disk-full":
    case "no-room":
      return isElsewhere(service.owner)
        ? []
        : [actionOf({ type: "dashboard.show-part", part: "disk" }, l10n.t("Free Space…"))];
    case "partial-lost":
    case "partial-broken":
      // Elsewhere its files are out of reach.
      return isElsewhere(service.owner) ? [] : [actionOf({ type: "download.repair", id })];
    default:
      return [];
  }
}

/** A redirect of theirs to a private address is a proxy's doing: it is no reason to do without HTTPS. */
const PUBLIC_REGISTRIES: ReadonlySet<string> = new Set([
  "registry.ollama.ai",
  "ollama.com",
  "hf.co",
  "huggingface.co",
]);

const openInsecureRegistries = (): Action =>
  actionOf({ type: "setting.open", setting: "insecure-registries" });

const nameOnly = (name: ModelName): string => partsOf(name).model;

const withoutTag = (name: ModelName): string => name.slice(0, name.lastIndexOf(":"));
