import * as l10n from "@vscode/l10n";
import type { AppState } from "../app/state.ts";
import type { DownloadRow } from "../downloads/downloads.view.ts";
import { capabilityWord } from "../models/capability-word.view.ts";
import { isSameModel, partsOf } from "../models/model-name.ts";
import { shortModelName } from "../models/short-name.view.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { keyed } from "../ui/keyed.ts";
import {
  capitalized,
  counted,
  day,
  grouped,
  list,
  plural,
  remarks,
  withoutStop,
} from "../ui/text/format.view.ts";
import { sourceName } from "./add-model.view.ts";
import { canRunGroups, runnableHere } from "./can-run.view.ts";
import type { FoundModel, SearchView } from "./found-models.ts";
import { readModelReference, searchTextOf } from "./model-reference.ts";
import type { FindGroup, FindRow } from "./find-group.view.ts";
import { preferredSize } from "./preferred-size.ts";
import { describeSearchFailure } from "./search-failure.view.ts";
import { sizesKey, type FoundSizes, type ShownSearch } from "./shown-search.ts";
import { sizeButton, sizePlace, type SizePlace } from "./size-button.view.ts";

/** What the Downloads tab offers for the text that is typed there. */
export type FindView = {
  readonly hint: string;
  readonly groups: readonly (FindGroup & { readonly showAll: string })[];
  /** Asks other hosts. */
  readonly elsewhere: readonly Action[];
  readonly moreSizes: string;
};

export function findView(
  state: AppState,
  { text, searches, sizes }: ShownSearch,
  downloads: readonly DownloadRow[],
): FindView {
  const place = sizePlace(state, downloads);
  const runnable = searchTextOf(text) === "" ? runnableHere(place, { searches, sizes }) : [];
  const isAbove = ({ name }: FoundModel): boolean => runnable.some(({ found }) => found.name === name);
  const asked = searches.filter(({ host, status }) => host === undefined || status.kind !== "not-asked");
  return {
    hint: l10n.t("Search, or paste a name, a command or an address"),
    groups: [
      ...itself(place, { text, searches, sizes }),
      ...canRunGroups(place, runnable),
      ...asked
        .toSorted((a, b) => Number(b.host !== undefined) - Number(a.host !== undefined))
        .map((view) => groupOf(place, view, { text, sizes, isAbove })),
    ].map((group) => ({
      ...group,
      note: place.refusal === "" ? group.note : place.refusal,
      showAll: l10n.t("Show All {0}", grouped(group.rows.order.length)),
    })),
    elsewhere: searches.flatMap((search) => toAsk(search, searchTextOf(text))),
    moreSizes: l10n.t("More sizes"),
  };
}

/** The model that is named, if it is said exactly, or if nothing else is found. */
function itself(place: SizePlace, { text, searches, sizes }: ShownSearch): readonly FindGroup[] {
  const model = readModelReference(text);
  const isFound = searches.some(({ status }) => status.kind === "found" && status.models.length > 0);
  if (!model || (isFound && !/[:/\s]/.test(text.trim()))) return [];
  const known = Object.values(sizes)
    .flatMap((one) => (one.kind === "known" ? one.variants : []))
    .find((variant) => isSameModel(variant.model, model));
  const named = sizeButton(place, { capabilities: [] }, { model, label: shortModelName(model) });
  const { action } = named;
  const button = known ? { ...sizeButton(place, { capabilities: [] }, known), action } : named;
  const row: FindRow = {
    key: model,
    name: model,
    about: known ? "" : l10n.t("The registry tells its size when the download begins."),
    note: "",
    sizes: [{ ...button, label: partsOf(model).tag }],
  };
  return [{ key: "itself", title: l10n.t("The model with this name"), note: "", rows: keyed([row]) }];
}

type GroupContext = Pick<ShownSearch, "text" | "sizes"> & {
  /** Whether a model is in a group above. */
  readonly isAbove: (found: FoundModel) => boolean;
};

function groupOf(
  place: SizePlace,
  { source, host, date, status }: SearchView,
  { text, sizes, isAbove }: GroupContext,
): FindGroup {
  const isPopular = host === undefined && searchTextOf(text) === "";
  const title = isPopular ? l10n.t("Popular") : sourceName(source);
  const comesWith =
    date === undefined
      ? ""
      : isPopular
        ? l10n.t("catalogue of {0}, comes with Paddock", day(date))
        : l10n.t("of {0}, comes with Paddock", day(date));
  const base = { key: source, title };
  switch (status.kind) {
    case "not-asked":
      return { ...base, note: comesWith, rows: keyed<FindRow>([]) };
    case "asked":
      return { ...base, note: l10n.t("Searching {0}…", sourceName(source)), rows: keyed<FindRow>([]) };
    case "failed": {
      const row: FindRow = {
        key: `${source} failed`,
        name: l10n.t("No results from {0}", sourceName(source)),
        about: describeSearchFailure(status.failure, host),
        note: "",
        sizes: [],
        action: actionOf({ type: "search.ask", source }, l10n.t("Ask Again")),
      };
      return { ...base, note: "", rows: keyed([row]) };
    }
    case "found": {
      const none = status.models.length === 0 ? l10n.t("nothing found") : "";
      const rows = status.models
        .filter((found) => !isAbove(found))
        .map((found) => foundRow(place, found, sizes[sizesKey(found)], host));
      return { ...base, note: remarks(none, comesWith), rows: keyed(rows) };
    }
  }
}

function foundRow(
  place: SizePlace,
  found: FoundModel,
  sizes: FoundSizes | undefined,
  host: string | undefined,
): FindRow {
  const { source, name } = found;
  const row = { key: sizesKey(found), name: name.slice(name.lastIndexOf("/") + 1), about: aboutOf(found) };
  const ask = actionOf({ type: "search.show-sizes", source, name }, l10n.t("Show Sizes"));
  switch (sizes?.kind) {
    case undefined:
      return { ...row, note: list(found.tags.slice(0, 8)), sizes: [], action: ask };
    case "asked":
      return {
        ...row,
        note: l10n.t("Asking {0} for its sizes…", host ?? ""),
        sizes: [],
        action: { ...ask, isOff: true },
      };
    case "failed":
      return { ...row, note: describeSearchFailure(sizes.failure, host), sizes: [], action: ask };
    case "known": {
      const buttons = sizes.variants.map((variant) => sizeButton(place, found, variant));
      const note = buttons.length === 0 ? l10n.t("Ollama cannot download any variant of this model.") : "";
      const available = sizes.variants.filter((_, index) => buttons[index]?.situation === "available");
      const preferred = preferredSize(place.memory, found, available);
      return { ...row, note, sizes: buttons, ...(preferred && { preferred }) };
    }
  }
}

const aboutOf = ({ name, description, capabilities, pulls, access }: FoundModel): string =>
  remarks(
    access === "gated" && l10n.t("gated"),
    access === "private" && l10n.t("private"),
    ownerOf(name),
    capitalized(list(capabilities.map(capabilityWord))),
    withoutStop(description),
    pulls !== undefined &&
      plural(pulls, {
        one: l10n.t("{0} download", counted(pulls)),
        other: l10n.t("{0} downloads", counted(pulls)),
      }),
  );

/** `hf.co/user/repo` → `hf.co/user`. */
const ownerOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf("/")));

function toAsk({ source, host, status }: SearchView, text: string): readonly Action[] {
  if (host === undefined || text === "" || status.kind !== "not-asked") return [];
  return [actionOf({ type: "search.ask", source }, l10n.t("Search {0} for “{1}”", sourceName(source), text))];
}
