import * as l10n from "@vscode/l10n";
import type { FileFailure } from "../../shared/failure.ts";
import { bytes, grouped } from "./format.view.ts";
import type { Sentences } from "./pull-failure.view.ts";

/** Why a model cannot come from a file, or go into one. */
export function onFile(failure: FileFailure): Sentences {
  switch (failure.kind) {
    case "file-unreadable":
      return [
        l10n.t("The file cannot be read: {0}.", failure.detail),
        l10n.t("Check that it is still there and that your user may read it, then try again."),
      ];
    case "file-damaged":
      return [
        l10n.t("The file is damaged, or has changed while it was read."),
        l10n.t(
          "If another program is still writing it, wait until it has finished. Else get the file again.",
        ),
      ];
    case "no-model-file":
      return [
        l10n.t("The file is neither a GGUF model nor a model that Paddock has exported."),
        l10n.t("Choose another file. If it was downloaded, download it again."),
      ];
    case "gguf-version":
      return [
        l10n.t("The file is a GGUF of version {0}, and Ollama reads versions 2 and 3.", failure.version),
        l10n.t("Download a newer file of this model, or convert it again with llama.cpp."),
      ];
    case "gguf-cut-off":
      return [
        failure.leastBytes === undefined
          ? l10n.t("The file ends too early, after {0} bytes.", grouped(failure.sizeBytes))
          : l10n.t(
              "The file ends too early: {0} of {1} bytes.",
              grouped(failure.sizeBytes),
              grouped(failure.leastBytes),
            ),
        l10n.t("Download it again. If another program is still writing it, wait until it has finished."),
      ];
    case "gguf-part":
      return [
        l10n.t("The model is split into {0} files, and Ollama takes it only as one.", failure.parts),
        l10n.t("Merge them with “llama-gguf-split --merge” of llama.cpp, then import the merged file."),
      ];
    case "gguf-projector":
      return [
        l10n.t("The file is the vision part of a model, and not a model."),
        l10n.t("Choose the file with the weights; Paddock adds the vision part that lies beside it."),
      ];
    case "archive-cut-off":
      return [
        l10n.t("The file ends too early: a part of the model is missing."),
        l10n.t("Copy it again, or export the model again."),
      ];
    case "archive-odd":
      return [
        l10n.t("The archive holds something that an exported model does not have: “{0}”.", failure.entry),
        l10n.t("Export the model again with Paddock."),
      ];
    case "file-unwritable":
      return [
        l10n.t("The file cannot be written: {0}.", failure.detail),
        l10n.t("Choose another folder, or make this one writable for your user."),
      ];
    case "file-disk-full":
      return [
        l10n.t("The disk became full while the file was written. What was written of it is deleted."),
        l10n.t("Free some space, or choose another disk."),
      ];
    case "no-room":
      return [
        l10n.t(
          "The disk has {0} free, and {1} are needed.",
          bytes(failure.freeBytes),
          bytes(failure.neededBytes),
        ),
        l10n.t("Free some space, then try again."),
      ];
  }
}
