import * as l10n from "@vscode/l10n";
import type { Failure } from "../shared/failure.ts";
import type { FoundModel, SearchSource, SearchView } from "./found-models.ts";
import { readModelReference, searchTextOf } from "./model-reference.ts";
import { capabilityWord } from "../models/capability-word.view.ts";
import { partsOf, type ModelName } from "../models/model-name.ts";
import type { Preview } from "../downloads/preview.ts";
import type { PullLayer } from "../downloads/pull-progress.ts";
import type { Service } from "../service/service.ts";
import { counted, day, list, plural, remarks, roundBytes } from "../ui/text/format.view.ts";
import type { HostMemory } from "../fit/host-memory.ts";
import { weightsWarning } from "../fit/fit-words.view.ts";
import { describeBeginning } from "../downloads/waiting.view.ts";
import { previewView } from "../downloads/preview.view.ts";
import { describeRegistryFailure } from "../ui/text/registry-failure.view.ts";
import { describeSearchFailure, isPassing } from "./search-failure.view.ts";

/** What choosing a line leads to. */
type AddModelStep =
  | { readonly type: "preview"; readonly model: ModelName }
  | { readonly type: "search"; readonly source: SearchSource }
  /** Begins a new search. */
  | { readonly type: "search-for"; readonly text: string }
  | { readonly type: "variants"; readonly found: FoundModel }
  | { readonly type: "details"; readonly model: ModelName }
  | { readonly type: "download"; readonly model: ModelName; readonly layers?: readonly PullLayer[] };

/** One line of the picker that adds a model. */
export type AddModelLine = {
  /**
   * A `choice` can be picked, a `remark` or a `warning` cannot; `waiting` stands for a pending answer; a `heading`
   * opens a group.
   */
  readonly kind: "choice" | "remark" | "warning" | "waiting" | "heading";
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly step?: AddModelStep;
};

/** Longer lists are cut off. */
const MOST_OF_A_SOURCE = 30;

/**
 * The lines for the text typed so far: the model itself, other hosts to search, then the results by source. Results that
 * the person requested come before the others.
 */
export function addModelLines(text: string, searches: readonly SearchView[]): readonly AddModelLine[] {
  const model = readModelReference(text);
  const itself = model
    ? [line(l10n.t("Download “{0}”", model), l10n.t("shows its size first"), { type: "preview", model })]
    : [];
  const [asked, unasked] = [searches.filter(isAsked), searches.filter((search) => !isAsked(search))];
  const lines = [
    ...itself,
    ...unasked.flatMap((search) => toAsk(search, searchTextOf(text))),
    ...[...asked.filter(isOutside), ...asked.filter((search) => !isOutside(search))].flatMap(linesOf),
  ];
  const none = line(
    l10n.t("This is not a valid model name. Use a name like “llama3.2” or “user/model:tag”."),
    "",
  );
  return lines.length > 0 || text.trim() === "" ? lines : [none];
}

export const waitingLine = (label: string): AddModelLine => ({ ...line(label, ""), kind: "waiting" });

/** Why the variants of a model are not known; `place` is the source of the search result. */
export const variantFailureLine = (failure: Failure, place: Pick<SearchView, "host">): AddModelLine => ({
  ...line(l10n.t("The variants could not be loaded."), ""),
  detail: describeSearchFailure(failure, place.host),
});

type AskedPreview =
  | { readonly kind: "asked" }
  | { readonly kind: "known"; readonly preview: Preview }
  /** The registry did not provide it. */
  | { readonly kind: "failed"; readonly failure: Failure }
  /** The setting of the host is not valid. */
  | { readonly kind: "no-host" };

/** Where a previewed model would be downloaded to. */
export type PreviewPlace = {
  readonly service: Pick<Service, "situation" | "endpoint">;
  /** Whether the request starts Ollama. */
  readonly isStarted: boolean;
  readonly isInstalled: boolean;
  /** What the weights of a model would have to fit; absent if it is not known. */
  readonly memory?: HostMemory;
};

/** Shows what a download would fetch, and offers it if there is anything to fetch. */
export function previewLines(
  model: ModelName,
  asked: AskedPreview,
  place: PreviewPlace,
): readonly AddModelLine[] {
  switch (asked.kind) {
    case "asked":
      return [waitingLine(l10n.t("Contacting the registry…"))];
    case "known":
      return knownLines(model, asked.preview, place);
    case "failed":
      return failedLines(model, asked.failure, place);
    case "no-host":
      return [line(describeBeginning(place.service, false), "")];
  }
}

function knownLines(
  model: ModelName,
  preview: Preview,
  { service, isStarted, isInstalled, memory }: PreviewPlace,
): readonly AddModelLine[] {
  const { size, about, warnings } = previewView(preview, service);
  if (isInstalled && preview.missingBytes === 0) return installedLines(model, about);
  // Another version may fetch other layers.
  const layers = service.situation.kind === "running" && { layers: preview.layers };
  return [
    {
      ...line(l10n.t("Download"), size, { type: "download", model, ...layers }),
      detail: remarks(about, describeBeginning(service, isStarted)),
    },
    ...[...warnings, ...memoryWarnings(preview, memory)].map((warning) => ({
      ...line(warning, ""),
      kind: "warning" as const,
    })),
  ];
}

/** A model takes at least its weights; whether it fits with its cache is known only once it is installed. */
function memoryWarnings({ totalBytes, card }: Preview, memory: HostMemory | undefined): readonly string[] {
  if (memory === undefined || card?.remoteHost !== undefined) return [];
  const warning = weightsWarning(totalBytes, memory);
  return warning === "" ? [] : [warning];
}

function failedLines(
  model: ModelName,
  failure: Failure,
  { service, isStarted, isInstalled }: PreviewPlace,
): readonly AddModelLine[] {
  const detail = describeRegistryFailure(failure, partsOf(model).host);
  if (failure.kind === "sharded")
    return [{ ...line(l10n.t("This model cannot be downloaded."), ""), detail }];
  if (isInstalled && isMissing(failure)) return installedLines(model, detail);
  return [
    { ...line(l10n.t("The size is not known."), ""), detail },
    ...(isMissing(failure) ? [searchFor(partsOf(model).model)] : []),
    {
      ...line(l10n.t("Download anyway"), model, { type: "download", model }),
      detail: describeBeginning(service, isStarted),
    },
  ];
}

const installedLines = (model: ModelName, detail: string): readonly AddModelLine[] => [
  line(l10n.t("Show Details"), model, { type: "details", model }),
  { ...line(l10n.t("You have this model."), ""), detail },
];

/** Whether the registry has no such model, so that another name may be meant. */
const isMissing = (failure: Failure): boolean =>
  failure.kind === "not-in-registry" || (failure.kind === "rejected" && !isPassing(failure.status));

const searchFor = (text: string): AddModelLine =>
  line(l10n.t("Search for “{0}”", text), "", { type: "search-for", text });

export function sourceName(source: SearchSource): string {
  switch (source) {
    case "catalogue":
      return l10n.t("Catalogue");
    case "recommended":
      return l10n.t("Recommended by Ollama");
    case "hugging-face":
      return l10n.t("Hugging Face");
    case "ollama.com":
      return l10n.t("ollama.com");
  }
}

const isAsked = ({ status }: SearchView): boolean => status.kind !== "not-asked";
const isOutside = ({ host }: SearchView): boolean => host !== undefined;

function toAsk({ source, host }: SearchView, text: string): readonly AddModelLine[] {
  if (host === undefined || text === "") return [];
  const label = l10n.t("Search {0} for “{1}”", sourceName(source), text);
  return [line(label, source === host ? "" : l10n.t("connects to {0}", host), { type: "search", source })];
}

function linesOf({ source, host, date, status }: SearchView): readonly AddModelLine[] {
  const name = sourceName(source);
  switch (status.kind) {
    case "not-asked":
      return [];
    case "asked":
      return [heading(name), waitingLine(l10n.t("Searching {0}…", name))];
    case "failed": {
      const again = host === undefined ? undefined : ({ type: "search", source } as const);
      const detail = describeSearchFailure(status.failure, host);
      return [
        heading(name),
        { ...line(l10n.t("No results from {0}", name), again ? l10n.t("try again") : "", again), detail },
      ];
    }
    case "found": {
      const title = remarks(name, date && day(date));
      if (status.models.length > 0)
        return [heading(title), ...status.models.slice(0, MOST_OF_A_SOURCE).map(foundLine)];
      return host === undefined ? [] : [heading(title), line(l10n.t("No matches from {0}", name), "")];
    }
  }
}

function foundLine(found: FoundModel): AddModelLine {
  const { name, capabilities, tags, pulls, likes, description, access, vramBytes } = found;
  return {
    kind: "choice",
    label: name,
    description: remarks(
      list([...tags.slice(0, MOST_TAGS), ...(tags.length > MOST_TAGS ? ["…"] : [])]),
      list(capabilities.map(capabilityWord)),
      vramBytes !== undefined && l10n.t("for {0} of GPU memory", roundBytes(vramBytes)),
      pulls !== undefined && countPulls(pulls),
      likes !== undefined && likes > 0 && countLikes(likes),
    ),
    detail: remarks(describeAccess(access), description),
    step: { type: "variants", found },
  };
}

const countPulls = (count: number): string =>
  plural(count, {
    one: l10n.t("{0} download", counted(count)),
    other: l10n.t("{0} downloads", counted(count)),
  });

const countLikes = (count: number): string =>
  plural(count, { one: l10n.t("{0} like", counted(count)), other: l10n.t("{0} likes", counted(count)) });

/** More do not fit next to a name. */
const MOST_TAGS = 8;

function describeAccess(access: FoundModel["access"]): string {
  switch (access) {
    case "gated":
      return l10n.t("Gated: request access on the model's page, then add Ollama's key there");
    case "private":
      return l10n.t("Private: accessible only with a key that its owner has added");
    case undefined:
      return "";
  }
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
