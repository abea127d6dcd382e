import * as l10n from "@vscode/l10n";
import {
  isDownloadFailure,
  isRegistryFailure,
  type DownloadFailure,
  type Failure,
  type RegistryFailure,
} from "../shared/failure.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import { isElsewhere } from "../service/owner.ts";
import type { Service } from "../service/service.ts";
import type { DownloadId } from "./download-id.ts";
import { actionOf, type Action } from "../ui/actions.ts";

type Failed = { readonly id: DownloadId; readonly model: ModelName };

/** Actions that help with a failure, besides retrying. */
export function remedies(
  failure: Failure,
  failed: Failed,
  service: Pick<Service, "owner">,
): readonly Action[] {
  if (failure.kind === "no-room") return freeSpace(service);
  if (isRegistryFailure(failure)) return remediesAtRegistry(failure, failed);
  return isDownloadFailure(failure) ? remediesHere(failure, failed, service) : [];
}

function remediesAtRegistry({ kind }: RegistryFailure, { model }: Failed): readonly Action[] {
  switch (kind) {
    case "not-in-registry":
      return [searchFor(model)];
    case "unauthorised":
      return [actionOf({ type: "ollama.copy-key" })];
    case "insecure-registry":
      return [openInsecureRegistries()];
    case "redirect-refused":
      return PUBLIC_REGISTRIES.has(partsOf(model).host) ? [] : [openInsecureRegistries()];
    case "rate-limited":
    case "not-a-registry":
    case "registry-unreachable":
    case "registry-tls":
    case "registry-intercepted":
    case "store-unreachable":
      return [];
  }
}

function remediesHere(
  { kind }: DownloadFailure,
  { id, model }: Failed,
  service: Pick<Service, "owner">,
): readonly Action[] {
  switch (kind) {
    case "needs-mlx":
      return [searchFor(model)];
    case "sharded":
    case "no-runner":
      return [actionOf({ type: "download.add", text: withoutTag(model) }, l10n.t("Choose Another…"))];
    case "needs-newer-ollama":
      return [actionOf({ type: "ollama.install" }, l10n.t("Get Ollama"))];
    case "disk-full":
      return freeSpace(service);
    case "partial-lost":
    case "partial-broken":
      // Elsewhere its files are out of reach.
      return isElsewhere(service.owner) ? [] : [actionOf({ type: "download.repair", id })];
    case "converted":
    case "too-many-layers":
    case "folder-unwritable":
    case "digest-mismatch":
    case "still-cancelling":
    case "stalled":
      return [];
  }
}

const searchFor = (model: ModelName): Action =>
  actionOf({ type: "download.add", text: nameOnly(model) }, l10n.t("Search…"));

const freeSpace = ({ owner }: Pick<Service, "owner">): readonly Action[] =>
  isElsewhere(owner) ? [] : [actionOf({ type: "dashboard.show-part", part: "disk" }, l10n.t("Free Space…"))];

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
