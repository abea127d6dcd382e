import type { DiskUsage } from "./disk-usage.ts";

/** What can be freed of one kind. */
export type Spare =
  | { readonly what: "backups"; readonly files: DiskUsage["backups"] }
  | { readonly what: "partials"; readonly files: DiskUsage["partials"] }
  | { readonly what: "unused"; readonly files: DiskUsage["unused"] };

export type SpareKind = Spare["what"];

export const SPARE = ["backups", "partials", "unused"] as const satisfies readonly SpareKind[];

/** What is spare now and was spare in an earlier count, too. */
export function spareIn(usage: DiskUsage, what: SpareKind, shown: DiskUsage): Spare {
  const wasSpare = new Set<string>(shown[what].map(({ digest }) => digest));
  const isShown = ({ digest }: { readonly digest: string }): boolean => wasSpare.has(digest);
  const mayDelete = usage.isWritable && usage.path === shown.path;
  switch (what) {
    case "backups":
      return { what, files: usage.backups.filter(isShown) }; // Ollama deletes them
    case "partials":
      return { what, files: mayDelete ? usage.partials.filter(isShown) : [] };
    case "unused":
      return { what, files: mayDelete ? usage.unused.filter(isShown) : [] };
  }
}
