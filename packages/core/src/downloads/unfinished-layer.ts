/** Ollama's note of how much of a part it has (docs/ollama.md §2.3): the part's number, place and progress in bytes. */
export type PartNote = {
  readonly part: number;
  readonly offset: number;
  readonly size: number;
  readonly completed: number;
};

/** The file of a note; without `note` it is empty or unreadable. */
export type NoteFile = { readonly part: number; readonly note?: PartNote };

/** The partial files of a layer (docs/ollama.md §3). */
export type UnfinishedLayer = {
  /** `sha256:…` */
  readonly digest: string;
  /** Fetched in parts with notes; or, as a layer of a safetensors model, from its beginning. */
  readonly fetched: "in-parts" | "in-order";
  /** Length of the data file, which from the start is that of the layer; 0 if there is no such file. */
  readonly lengthBytes: number;
  /** The bytes of the data file that are on the disk, noted or not. */
  readonly dataBytes: number;
  /** The bytes that deleting all its files frees. */
  readonly diskBytes: number;
  /** By number; none if it is fetched in order. */
  readonly notes: readonly NoteFile[];
  /** When one of its files was last written (milliseconds since 1970). */
  readonly changedAtMs: number;
  /** When one of its notes was last written; 0 if it has none. */
  readonly notedAtMs: number;
};

const MB = 1_000_000;
/** How Ollama divides a layer: `server/download.go`, all versions. */
const PARTS = 16;
const SMALLEST_PART = 100 * MB;
const LARGEST_PART = 1_000 * MB;

/** The parts in which Ollama fetches a layer, none of them done. */
export function partsOf(lengthBytes: number): readonly PartNote[] {
  const step = Math.min(Math.max(Math.floor(lengthBytes / PARTS), SMALLEST_PART), LARGEST_PART);
  return Array.from({ length: Math.ceil(lengthBytes / step) }, (_, part) => ({
    part,
    offset: part * step,
    size: Math.min(step, lengthBytes - part * step),
    completed: 0,
  }));
}

/** Whether Ollama can continue a layer; if not, which notes would make that possible without losing other parts. */
export type Mending =
  | { readonly kind: "not-needed" }
  | { readonly kind: "notes"; readonly notes: readonly PartNote[] }
  | { readonly kind: "impossible" };

/**
 * Ollama refuses to continue a layer with an unreadable note, and loses one of whose notes some are missing
 * (docs/ollama.md §2.3). `sizeBytes` is the layer's size by its manifest, if known.
 */
export function mendingOf({ lengthBytes, notes }: UnfinishedLayer, sizeBytes?: number): Mending {
  if (notes.length === 0) return { kind: "not-needed" }; // Ollama begins it anew
  const totalBytes = lengthBytes > 0 ? lengthBytes : sizeBytes;
  if (sizeBytes !== undefined && totalBytes !== sizeBytes) return { kind: "impossible" };
  const unreadable = notes.filter(({ note }) => note === undefined);
  if (unreadable.length === 0)
    return {
      kind: totalBytes === undefined || sumOf(notes, "size") === totalBytes ? "not-needed" : "impossible",
    };
  const parts = partsOf(totalBytes ?? 0);
  const areAllThere = notes.length === parts.length && notes.every(({ part }) => parts[part] !== undefined);
  if (!areAllThere || !notes.every(({ note }) => note === undefined || isPart(note, parts[note.part])))
    return { kind: "impossible" };
  return { kind: "notes", notes: unreadable.flatMap(({ part }) => parts[part] ?? []) };
}

const isPart = (note: PartNote, part: PartNote | undefined): boolean =>
  note.offset === part?.offset && note.size === part.size && note.completed <= part.size;

/** The bytes with which a pull continues, after what is broken has been mended. */
export function resumableBytes(layer: UnfinishedLayer, sizeBytes?: number): number {
  if (layer.fetched === "in-order") return layer.dataBytes;
  return mendingOf(layer, sizeBytes).kind === "impossible" ? 0 : sumOf(layer.notes, "completed");
}

/** The bytes on the disk that no note tells of: a pull that ends now would lose them. */
export const unnotedBytes = (layer: UnfinishedLayer): number =>
  layer.fetched === "in-order" ? 0 : Math.max(0, layer.dataBytes - sumOf(layer.notes, "completed"));

const sumOf = (notes: readonly NoteFile[], what: "size" | "completed"): number =>
  notes.reduce((sum, { note }) => sum + (note?.[what] ?? 0), 0);

/** The bytes that deleting the partial files of these layers frees. */
export const diskBytesOf = (layers: readonly UnfinishedLayer[], digests: readonly string[]): number =>
  layers.filter(({ digest }) => digests.includes(digest)).reduce((sum, { diskBytes }) => sum + diskBytes, 0);
