import { parseGgufName } from "./gguf-name.ts";

/** Programs that keep GGUF files in a folder of theirs. */
export type GgufKeeper = "lm-studio" | "hugging-face";

/** A GGUF file in the folder of another program. */
export type ListedGguf = {
  readonly keeper: GgufKeeper;
  /** The repository that it comes from: `bartowski/gemma-3-4b-it-GGUF`. */
  readonly repository: string;
  readonly name: string;
  /** Its real path: where the program keeps links, that of the file itself. */
  readonly file: string;
  readonly sizeBytes: number;
};

/** A model that can be imported from such a folder, or one whose parts must be merged first. */
export type FoundGguf = Pick<ListedGguf, "keeper" | "repository" | "name" | "file"> & {
  /** With the projector. */
  readonly sizeBytes: number;
  readonly projector?: string;
  /** How many files the weights are split into; absent: they are in one. */
  readonly parts?: number;
};

/** The models among the files of such folders, each once: parts belong to one, and a projector to those it lies beside. */
export function foundGgufs(files: readonly ListedGguf[]): readonly FoundGguf[] {
  const named = [
    ...new Map(files.map((file) => [`${file.keeper}/${file.repository}/${file.name}`, file])).values(),
  ].flatMap((file) => {
    const said = parseGgufName(file.name);
    return said ? [{ file, said }] : [];
  });
  const isSameRepository = (one: ListedGguf, other: ListedGguf): boolean =>
    one.keeper === other.keeper && one.repository === other.repository;
  return named
    .filter(({ said: { isProjector, part } }) => !isProjector && (part === undefined || part.number === 1))
    .map(({ file, said }): FoundGguf => {
      const beside = named.filter((one) => isSameRepository(one.file, file));
      const projector = largest(beside.filter((one) => one.said.isProjector).map((one) => one.file));
      const parts = beside
        .filter((one) => one.said.part && one.said.stem === said.stem)
        .map((one) => one.file);
      const weights = said.part ? parts : [file];
      const { keeper, repository, name } = file;
      return {
        keeper,
        repository,
        name,
        file: file.file,
        sizeBytes: [...weights, ...(projector ? [projector] : [])].reduce(
          (sum, one) => sum + one.sizeBytes,
          0,
        ),
        ...(projector && { projector: projector.file }),
        ...(said.part && { parts: said.part.of }),
      };
    })
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Of a projector in several precisions, the most precise one. */
const largest = (files: readonly ListedGguf[]): ListedGguf | undefined =>
  files.toSorted((a, b) => b.sizeBytes - a.sizeBytes)[0];
