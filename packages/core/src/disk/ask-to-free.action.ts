import * as l10n from "@vscode/l10n";
import type { ActionContext } from "../ui/action.ts";
import type { Question } from "../ui/confirm.port.ts";
import { bytes, list, plural, sentences } from "../ui/text/format.view.ts";
import { sizeOf } from "./disk-usage.ts";
import { stillSpare, type FreeSpace } from "./free-space.action.ts";
import type { Spare } from "./spare.ts";

/** The question before space is freed; none if the answer will be why nothing can be. */
export async function askToFree(context: ActionContext, asked: FreeSpace): Promise<Question | undefined> {
  const folder = await context.files.folder();
  try {
    const [first, ...more] = (folder && (await stillSpare(context, folder, asked))) ?? [];
    if (!first) return undefined;
    return more.length === 0 ? questionOn(first) : questionOnAll([first, ...more]);
  } catch (error) {
    context.logger.warn(`the disk cannot be counted: ${String(error)}`);
    return undefined; // the action fails at the same, and says so
  }
}

function questionOn(spare: Spare): Question {
  const size = bytes(sizeOf(spare.files));
  const yes = l10n.t("Free {0}", size);
  switch (spare.what) {
    case "backups":
      return {
        text: l10n.t("Delete the backups of {0} ({1})?", names(spare.files), size),
        detail: l10n.t(
          "Ollama has converted these models, and keeps the originals for older versions. The models go on working, but an Ollama before version 0.40 can no longer use them.",
        ),
        yes,
      };
    case "partials":
      return {
        text: textOfPartials(spare.files, size),
        detail: l10n.t("To get these models, you must download them from the beginning."),
        yes,
      };
    case "unused":
      return {
        text: plural(spare.files.length, {
          one: l10n.t("Delete 1 layer that no model uses ({0})?", size),
          other: l10n.t("Delete {0} layers that no model uses ({1})?", spare.files.length, size),
        }),
        detail: sentences(
          l10n.t("Ollama also deletes them itself when it starts, unless OLLAMA_NOPRUNE is set."),
          l10n.t("If another program is just creating a model from them, let it finish first."),
        ),
        yes,
      };
  }
}

/** Several kinds, a line each. */
function questionOnAll(spare: readonly Spare[]): Question {
  const size = bytes(spare.reduce((sum, { files }) => sum + sizeOf(files), 0));
  return {
    text: l10n.t("Delete all of this ({0})?", size),
    detail: spare.map(lineOn).join("\n"),
    yes: l10n.t("Free {0}", size),
  };
}

function lineOn({ what, files }: Spare): string {
  const size = bytes(sizeOf(files));
  switch (what) {
    case "backups":
      return l10n.t(
        "Backups ({0}): the models go on working, but an Ollama before version 0.40 can no longer use them.",
        size,
      );
    case "partials":
      return l10n.t(
        "Partial downloads ({0}): to get these models, you must download them from the beginning.",
        size,
      );
    case "unused":
      return l10n.t(
        "Layers that no model uses ({0}): if another program is just creating a model from them, let it finish first.",
        size,
      );
  }
}

function textOfPartials(partials: Extract<Spare, { what: "partials" }>["files"], size: string): string {
  const known = names(partials);
  if (known !== "") return l10n.t("Delete the partial downloads of {0} ({1})?", known, size);
  return plural(partials.length, {
    one: l10n.t("Delete 1 partial download ({0})?", size),
    other: l10n.t("Delete {0} partial downloads ({1})?", partials.length, size),
  });
}

/** Names of models have no registry's limits: more than these do not fit into a question. */
const MOST_NAMES = 8;

/** The models, each once, and how many files are of none that is known. */
function names(files: readonly { readonly models: readonly string[] }[]): string {
  const models = [...new Set(files.flatMap(({ models }) => models))];
  if (models.length === 0) return "";
  const unknown = files.filter(({ models }) => models.length === 0).length;
  const more = models.length - MOST_NAMES;
  return list([
    ...models.slice(0, MOST_NAMES).map((name) => `“${name}”`),
    ...(more > 0 ? [l10n.t("{0} more", more)] : []),
    ...(unknown > 0 ? [l10n.t("{0} of unknown models", unknown)] : []),
  ]);
}
