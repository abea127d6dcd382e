import * as l10n from "@vscode/l10n";
import type { ModelName } from "../models/model-name.ts";
import type { Choice } from "../ui/choice.ts";
import { bytes, remarks } from "../ui/text/format.view.ts";
import type { FoundGguf, GgufKeeper } from "./found-ggufs.ts";
import type { Room } from "./room.ts";

/** What can be imported without looking for a file, after the choice of any file. */
export const foundChoices = (found: readonly FoundGguf[]): readonly Choice<FoundGguf | "any">[] => [
  {
    value: "any",
    label: l10n.t("Choose a File…"),
    detail: l10n.t("a GGUF file, or a model that Paddock has exported"),
  },
  ...found.map((one): Choice<FoundGguf> => ({
    value: one,
    label: one.name,
    detail: remarks(
      bytes(one.sizeBytes),
      nameOf(one.keeper),
      one.repository,
      one.projector !== undefined && l10n.t("with its vision part"),
      one.parts !== undefined && l10n.t("in {0} parts, which must be merged first", one.parts),
    ),
  })),
];

function nameOf(keeper: GgufKeeper): string {
  switch (keeper) {
    case "lm-studio":
      return "LM Studio";
    case "hugging-face":
      return "Hugging Face";
  }
}

type Import = { readonly model: ModelName; readonly label: string; readonly room: Room };

/** Says before an import begins what it takes. */
export const describeImport = ({
  model,
  label,
  room,
}: Import): { readonly text: string; readonly detail: string } => ({
  text: l10n.t("Import “{0}” as “{1}”?", label, model),
  detail: describeRoom(room),
});

function describeRoom(room: Room): string {
  switch (room.kind) {
    case "shared":
      return l10n.t(
        "The models folder shares its content with the file, so it takes no more space on the disk.",
      );
    case "on-disk":
      return l10n.t(
        "It is copied into the models folder, which takes {0} more; {1} are free there. The file itself stays.",
        bytes(room.neededBytes),
        bytes(room.freeBytes),
      );
    case "unknown":
      return l10n.t(
        "It is sent to Ollama and takes up to {0} there. Paddock cannot see how much is free on that disk.",
        bytes(room.neededBytes),
      );
  }
}
