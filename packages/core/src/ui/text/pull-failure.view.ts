import * as l10n from "@vscode/l10n";
import type { DownloadFailure, RegistryFailure } from "../../shared/failure.ts";
import { grouped, took } from "./format.view.ts";

/** Says what happened, then what to do next. */
export type Sentences = readonly [what: string, ...next: readonly string[]];

/** Failures of a registry, or of the connection between it and Ollama. */
export function onRegistry(failure: RegistryFailure): Sentences {
  switch (failure.kind) {
    case "not-in-registry":
      return [l10n.t("The registry has no model with this name."), l10n.t("Check the name and the tag.")];
    case "rate-limited":
      return [l10n.t("The registry received too many requests."), l10n.t("Try again later.")];
    case "unauthorised":
      return [
        l10n.t("The registry denied access to this model."),
        l10n.t(
          "Add Ollama's key at ollama.com/settings/keys or huggingface.co/settings/keys, or request access to the model.",
        ),
      ];
    case "insecure-registry":
      return [
        l10n.t("The registry uses HTTP, not HTTPS."),
        l10n.t("If you trust it, add its host to the setting for insecure registries."),
      ];
    case "not-a-registry":
      return [
        l10n.t("This registry is not compatible with Ollama."),
        l10n.t("Choose a model from another registry."),
      ];
    case "redirect-refused":
      return [
        l10n.t("Ollama refused the address to which the registry redirects: {0}.", failure.detail),
        afterRedirect(failure.reason),
      ];
    case "registry-unreachable":
      return [
        l10n.t("Ollama cannot reach the registry: {0}.", failure.detail),
        l10n.t("Check the network of the machine that runs Ollama."),
      ];
    case "registry-tls":
      return [
        l10n.t("Ollama does not trust the registry's certificate: {0}.", failure.detail),
        l10n.t(
          "If a proxy inspects encrypted traffic, install its certificate on the machine that runs Ollama.",
        ),
      ];
    case "registry-intercepted":
      return [
        l10n.t("Another server answers Ollama in place of the registry."),
        l10n.t(
          "A proxy or a sign-in page may be in between: check the network of the machine that runs Ollama, then try again.",
        ),
      ];
    case "store-unreachable":
      return [
        l10n.t("Ollama could not download from the registry's file server: {0}.", failure.detail),
        l10n.t("Try again later."),
        keptSoFar(),
      ];
  }
}

/** What to do about a refused redirect. */
function afterRedirect(reason: Extract<RegistryFailure, { kind: "redirect-refused" }>["reason"]): string {
  switch (reason) {
    case "not-public":
      return l10n.t(
        "If a proxy or VPN on the machine that runs Ollama answers DNS requests itself, exclude the registry from it, or set HTTPS_PROXY for Ollama. If the registry is in your own network and you trust it, add its host to the setting for insecure registries.",
      );
    case "unresolved":
      return l10n.t(
        "Check the DNS of the machine that runs Ollama. If it reaches the internet only through a proxy, update Ollama and set HTTPS_PROXY for it.",
      );
    case "insecure":
      return l10n.t(
        "The registry uses HTTPS, but its files come by HTTP. If you trust it, add its host to the setting for insecure registries.",
      );
    case "other-host":
    case "other":
      return l10n.t(
        "A proxy may have changed the answer: check the network of the machine that runs Ollama. If the registry is your own and you trust it, add its host to the setting for insecure registries.",
      );
  }
}

/** Failures caused by the model, the disk or Ollama itself. */
export function onDownload(failure: DownloadFailure): Sentences {
  switch (failure.kind) {
    case "needs-newer-ollama":
      return [
        failure.required === undefined
          ? l10n.t("This model requires a newer version of Ollama.")
          : l10n.t("This model requires Ollama {0} or newer.", failure.required),
        l10n.t("Update Ollama, then try again."),
      ];
    case "needs-mlx":
      return [
        l10n.t("This model requires MLX, which this machine does not have."),
        l10n.t("Choose a GGUF variant."),
      ];
    case "no-runner":
      return [
        l10n.t("This model has no variant that this Ollama can run ({0}).", failure.runners),
        l10n.t("Choose another variant, or update Ollama."),
      ];
    case "sharded":
      return [
        l10n.t("This model is split into several files, which Ollama cannot download."),
        l10n.t("Choose another quantization."),
      ];
    case "converted":
      return [
        l10n.t("Ollama converted this model on its machine, so it cannot be compared with its registry."),
        l10n.t("Paddock tells you when the registry has changed."),
      ];
    case "too-many-layers":
      return [
        l10n.t(
          "This model has {0} layers, too many to compare each of them with its registry.",
          grouped(failure.layers),
        ),
        l10n.t("To be sure that it is the latest, download it again."),
      ];
    case "disk-full":
      return [
        l10n.t("The disk of the machine that runs Ollama is full."),
        l10n.t("Free some space, then try again."),
        keptSoFar(),
      ];
    case "folder-unwritable":
      return [
        l10n.t("Ollama cannot write to its models folder: {0}.", failure.detail),
        l10n.t("Give write access to the user that runs Ollama, then try again."),
      ];
    case "digest-mismatch":
      return [l10n.t("The downloaded data was damaged, and Ollama deleted it."), l10n.t("Try again.")];
    case "partial-lost":
      return [
        l10n.t("Part of the unfinished download is missing, so Ollama cannot continue it."),
        l10n.t(
          "On the machine that runs Ollama, delete the “-partial” files in its models folder, then retry. “Repair”, where it is offered, does both.",
        ),
      ];
    case "partial-broken":
      return [
        l10n.t("Ollama cannot continue, because one of the files of the unfinished download is damaged."),
        l10n.t(
          "On the machine that runs Ollama, delete the “-partial” files in its models folder (or restart Ollama after more than an hour, which deletes them), then retry.",
        ),
      ];
    case "still-cancelling":
      return [
        l10n.t("Ollama is still cancelling the last download of this model."),
        l10n.t("Try again in a minute."),
      ];
    case "stalled":
      return [
        l10n.t("No data was received for {0}.", took(failure.afterMs)),
        l10n.t("Check the network."),
        keptSoFar(),
      ];
  }
}

const keptSoFar = (): string => l10n.t("The data downloaded so far is kept.");
