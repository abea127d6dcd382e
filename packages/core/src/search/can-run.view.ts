import * as l10n from "@vscode/l10n";
import type { HostMemory } from "../fit/host-memory.ts";
import { roomOf } from "../fit/verdict.ts";
import { capabilityWord } from "../models/capability-word.view.ts";
import { keyed } from "../ui/keyed.ts";
import { bytes, capitalized, list, remarks, roundBytes, withoutStop } from "../ui/text/format.view.ts";
import { runnableOn, type Runnable, type Use } from "./can-run.ts";
import type { FindGroup, FindRow } from "./find-group.view.ts";
import { sizesKey, type ShownSearch } from "./shown-search.ts";
import { sizeButton, type SizePlace } from "./size-button.view.ts";

/** What this machine can run of what comes with Paddock: the best models for each use. None if its memory is not known. */
export function runnableHere(
  { memory }: Pick<SizePlace, "memory">,
  { searches, sizes }: Pick<ShownSearch, "searches" | "sizes">,
): readonly Runnable[] {
  const candidates = searches
    .filter(({ host }) => host === undefined)
    .flatMap(({ status }) => (status.kind === "found" ? status.models : []))
    .flatMap((found) => {
      const known = sizes[sizesKey(found)];
      return known?.kind === "known" ? [{ found, variants: known.variants }] : [];
    });
  return runnableOn(memory, candidates);
}

export function canRunGroups(place: SizePlace, runnable: readonly Runnable[]): readonly FindGroup[] {
  if (runnable.length === 0) return [];
  return [
    {
      key: "can-run",
      title: l10n.t("What this machine can run"),
      note: noteOf(place.memory),
      rows: keyed(runnable.map((one) => rowOf(place, one))),
    },
  ];
}

function rowOf(place: SizePlace, { found, variant, uses, neededBytes }: Runnable): FindRow {
  return {
    key: variant.model,
    name: found.name,
    about: remarks(capitalized(list(uses.map(useWord))), withoutStop(found.description)),
    note: l10n.t("takes about {0} of memory", roundBytes(neededBytes)),
    sizes: [sizeButton(place, found, variant)],
  };
}

function noteOf(memory: HostMemory): string {
  const estimates = l10n.t("estimates by size; a long context takes more");
  switch (memory.kind) {
    case "told": {
      const room = bytes(roomOf(memory) ?? 0);
      const has =
        memory.gpuBytes > 0
          ? l10n.t("{0} for models on the GPU", room)
          : l10n.t("{0} of main memory, without a GPU", room);
      return remarks(has, estimates);
    }
    case "seen":
      return remarks(l10n.t("{0} or more on the GPU", bytes(memory.gpuBytes)), estimates);
    case "unknown":
      return estimates;
  }
}

function useWord(use: Use): string {
  switch (use) {
    case "chat":
      return capabilityWord("completion");
    case "code":
      return l10n.t("code");
    case "thinking":
    case "vision":
    case "tools":
    case "embedding":
      return capabilityWord(use);
  }
}
