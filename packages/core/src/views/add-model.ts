import { t } from "@vscode/l10n";
import type { Failure } from "../domain/failure.ts";
import type { FoundModel, ModelVariant, SearchSource, SearchView } from "../domain/found-models.ts";
import { readModelReference } from "../domain/model-reference.ts";
import type { ModelName } from "../domain/names.ts";
import type { Preview } from "../domain/preview.ts";
import type { PullLayer } from "../domain/pull.ts";
import type { Service } from "../domain/service.ts";
import { describeFailure } from "./failure.ts";
import { bytes, counted, remarks } from "./format.ts";
import { previewView } from "./preview.ts";

/** What choosing a line leads to. */
export type AddModelStep =
  | { readonly type: "preview"; readonly model: ModelName }
  | { readonly type: "search"; readonly source: SearchSource }
  | { readonly type: "variants"; readonly found: FoundModel }
  | { readonly type: "download"; readonly model: ModelName; readonly layers?: readonly PullLayer[] };

export type AddModelLine = {
  /** A heading stands over those that follow; a remark is read, and leads nowhere. */
  readonly kind: "choice" | "remark" | "heading";
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly step?: AddModelStep;
};

/** A list that is longer than this is not read. */
const MOST_OF_A_SOURCE = 30;

/** What can be chosen for what somebody has typed so far: the model itself, then what was found, place by place. */
export function addModelLines(text: string, searches: readonly SearchView[]): readonly AddModelLine[] {
  const model = readModelReference(text);
  const itself =
    model && line(t("Download “{0}”", model), t("its size is shown first"), { type: "preview", model });
  const found = searches.flatMap((search) => linesOf(search, text.trim()));
  const none = line(t("That is not a model's name. Names are like “llama3.2” or “user/model:tag”."), "");
  if (itself) return [itself, ...found];
  return found.length > 0 || text.trim() === "" ? found : [none];
}

/** The variants of a model, each with its size where that is told. */
export const variantLines = (variants: readonly ModelVariant[]): readonly AddModelLine[] =>
  variants.map(({ model, label, sizeBytes, problem }) => ({
    label,
    description: remarks(
      sizeBytes !== undefined && bytes(sizeBytes),
      problem && t("in several files, which Ollama cannot download"),
    ),
    detail: "",
    ...(problem ? { kind: "remark" } : { kind: "choice", step: { type: "preview", model } }),
  }));

/** What a download would be, and whether it is to be. */
export function previewLines(
  model: ModelName,
  asked: { readonly preview?: Preview; readonly failure?: Failure },
  service: Pick<Service, "situation">,
): readonly AddModelLine[] {
  const { preview, failure } = asked;
  if (failure)
    return [
      {
        kind: "remark",
        label: t("Its size is not known."),
        description: "",
        detail: describeFailure(failure),
      },
      line(t("Download anyway"), model, { type: "download", model }),
    ];
  if (!preview) return [line(t("Asking the registry…"), "")];
  const { size, about, warnings } = previewView(preview, service);
  const { layers } = preview;
  return [
    { ...line(t("Download"), size, { type: "download", model, layers }), detail: about },
    ...warnings.map((warning) => line(`$(warning) ${warning}`, "")),
  ];
}

function sourceName(source: SearchSource): string {
  switch (source) {
    case "catalogue":
      return t("Catalogue");
    case "recommended":
      return t("Recommended by Ollama");
    case "hugging-face":
      return t("Hugging Face");
    case "ollama.com":
      return t("ollama.com");
  }
}

function linesOf(search: SearchView, text: string): readonly AddModelLine[] {
  const { source, host, date, status } = search;
  switch (status.kind) {
    case "not-asked": {
      if (host === undefined || text === "") return [];
      const label = t("Search {0} for “{1}”", sourceName(source), text);
      return [line(label, t("asks {0}", host), { type: "search", source })];
    }
    case "asked":
      return [heading(sourceName(source)), line(t("Searching {0}…", sourceName(source)), "")];
    case "failed": {
      const again = host === undefined ? undefined : ({ type: "search", source } as const);
      return [
        heading(sourceName(source)),
        {
          ...line(t("Nothing from {0}", sourceName(source)), "", again),
          detail: describeFailure(status.failure),
        },
      ];
    }
    case "found": {
      const title = date === undefined ? sourceName(source) : t("{0} of {1}", sourceName(source), date);
      if (status.models.length === 0)
        return host === undefined
          ? []
          : [heading(title), line(t("{0} has nothing like it", sourceName(source)), "")];
      return [heading(title), ...status.models.slice(0, MOST_OF_A_SOURCE).map(foundLine)];
    }
  }
}

function foundLine(found: FoundModel): AddModelLine {
  const { name, capabilities, tags, pulls, description } = found;
  return {
    kind: "choice",
    label: name,
    description: remarks(
      tags.slice(0, 8).join(", "),
      capabilities.join(", "),
      pulls !== undefined && t("{0} downloads", counted(pulls)),
    ),
    detail: description,
    step: { type: "variants", found },
  };
}

const line = (label: string, description: string, step?: AddModelStep): AddModelLine => ({
  kind: step ? "choice" : "remark",
  label,
  description,
  detail: "",
  ...(step && { step }),
});

const heading = (label: string): AddModelLine => ({
  kind: "heading",
  label,
  description: "",
  detail: "",
});
