import * as l10n from "@vscode/l10n";
import { shortModelNames } from "../models/short-name.view.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { ago, bytes, list, plural, remarks } from "../ui/text/format.view.ts";
import { sizeOf, type DiskUsage, type WhyKept } from "./disk-usage.ts";
import { SPARE, type SpareKind } from "./spare.ts";

type SpareRow = {
  readonly key: SpareKind;
  readonly title: string;
  readonly note: string;
  readonly action: Action;
};

type SpareList = {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly note: string;
    readonly size: string;
  }[];
};

export type SpareSpace = {
  readonly title: string;
  readonly note: string;
  readonly rows: readonly SpareRow[];
  /** Why more is not offered, or cannot be deleted; empty if nothing is kept back. */
  readonly remark: string;
  readonly lists: readonly SpareList[];
};

/** So many of a kind are named one by one. */
const MOST_LISTED = 50;

/** What no model uses, with what deleting it frees. */
export function spareSpace(usage: DiskUsage, nowMs: number): SpareSpace {
  const { whyKept, isWritable, backups, partials, unused } = usage;
  const isKept = !isWritable && partials.length + unused.length > 0;
  return {
    title: l10n.t("Can be freed"),
    note: noteOf(usage),
    rows: SPARE.filter((what) => usage[what].length > 0).map((what) => spareRow(usage, what, nowMs)),
    remark: remarks(
      isKept && whyNotWritable(),
      whyKept !== undefined && !isEmpty(usage) && describeKept(whyKept),
    ),
    lists: [
      ...(backups.length > 0 ? [backupList(backups)] : []),
      ...(partials.length > 0 ? [partialList(partials, nowMs)] : []),
    ],
  };
}

const isEmpty = ({ spareBytes, modelBytes, pendingBytes }: DiskUsage): boolean =>
  spareBytes + modelBytes + pendingBytes === 0;

function noteOf(usage: DiskUsage): string {
  if (usage.spareBytes > 0) return l10n.t("{0} that no model uses", bytes(usage.spareBytes));
  if (isEmpty(usage)) return l10n.t("nothing: there are no files");
  return usage.whyKept === undefined ? l10n.t("nothing, every file is in use") : l10n.t("nothing for now");
}

function spareRow(usage: DiskUsage, what: SpareKind, nowMs: number): SpareRow {
  const { isWritable, countedAtMs } = usage;
  const label = l10n.t("Free {0}…", bytes(sizeOf(usage[what])));
  const action = actionOf({ type: "disk.free", what: [what], countedAtMs }, label);
  return {
    key: what,
    ...wordsOf(usage, what, nowMs),
    action: { ...action, ...(what !== "backups" && !isWritable && { isOff: true }) },
  };
}

function wordsOf(
  { backups, partials, unused }: DiskUsage,
  what: SpareKind,
  nowMs: number,
): Pick<SpareRow, "title" | "note"> {
  switch (what) {
    case "backups":
      return {
        title: l10n.t("Backups of the upgrade to 0.40"),
        note: plural(backups.length, {
          one: l10n.t("of 1 model, which works without it"),
          other: l10n.t("of {0} models, which work without them", backups.length),
        }),
      };
    case "partials": {
      const newest = ago(Math.max(...partials.map(({ changedAtMs }) => changedAtMs)), nowMs);
      return {
        title: l10n.t("Partial downloads"),
        note: plural(partials.length, {
          one: l10n.t("1 layer, last written {0}", newest),
          other: l10n.t("{0} layers, last written {1}", partials.length, newest),
        }),
      };
    }
    case "unused":
      return {
        title: l10n.t("Layers without a model"),
        note: plural(unused.length, {
          one: l10n.t("1; Ollama deletes it itself when it starts, unless OLLAMA_NOPRUNE is set"),
          other: l10n.t(
            "{0}; Ollama deletes them itself when it starts, unless OLLAMA_NOPRUNE is set",
            unused.length,
          ),
        }),
      };
  }
}

const whyNotWritable = (): string =>
  l10n.t(
    "Your user may not delete files in this folder. Delete them as the user that runs Ollama, or restart Ollama, which does so itself.",
  );

function describeKept(why: WhyKept): string {
  switch (why) {
    case "folder-not-whole":
      return l10n.t(
        "Paddock cannot read all manifests, so it does not know which layers are unused. Make the models folder readable for your user.",
      );
    case "unknown-manifest":
      return l10n.t(
        "A manifest is damaged, so it is not known which layers are unused. Ollama does not delete any either. Download that model again, or delete it.",
      );
    case "written-lately":
      return l10n.t(
        "Something was written here less than an hour ago. Layers without a model may belong to a download that still runs, and are offered later.",
      );
    case "download-unsized":
      return l10n.t(
        "The size of a download in the list is not known yet. Until then, layers without a model may belong to it, and stay.",
      );
  }
}

function backupList(backups: DiskUsage["backups"]): SpareList {
  return {
    title: l10n.t("Backups, one by one"),
    note: l10n.t("the originals of converted models"),
    rows: backups.slice(0, MOST_LISTED).map(({ digest, models, sizeBytes }) => ({
      key: digest,
      name: list(models.map(shortModelNames(models))),
      note: "",
      size: bytes(sizeBytes),
    })),
  };
}

function partialList(partials: DiskUsage["partials"], nowMs: number): SpareList {
  const largest = partials.toSorted((a, b) => b.sizeBytes - a.sizeBytes).slice(0, MOST_LISTED);
  return {
    title: l10n.t("Partial downloads, one by one"),
    note: l10n.t("downloads continue from them"),
    rows: largest.map(({ digest, models, sizeBytes, changedAtMs }) => ({
      key: digest,
      name: models.length > 0 ? list(models.map(shortModelNames(models))) : l10n.t("unknown model"),
      note: ago(changedAtMs, nowMs),
      size: bytes(sizeBytes),
    })),
  };
}
