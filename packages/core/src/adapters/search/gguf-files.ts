import type { ModelVariant } from "../../search/found-models.ts";
import { isAuxiliary, quantisationOf } from "../../search/model-reference.ts";
import { parseModelName } from "../../models/model-name.ts";
import { cleanLine } from "../ollama/clean-text.ts";

/** A file of a repository, with its size if that is known. */
type RepositoryFile = { readonly path: string; readonly sizeBytes?: number };

/** More variants than any repository has. */
const MOST_VARIANTS = 200;

/**
 * The variants of a model in the files of its repository, smallest first. The tag is the quantisation, or the file name
 * if several files have the same quantisation. Ollama cannot download a model that is split into several files.
 */
export function variantsOfFiles(name: string, files: readonly RepositoryFile[]): readonly ModelVariant[] {
  const groups = Map.groupBy(
    files.filter(isWeights),
    ({ path }) => quantisationOf(path)?.toUpperCase() ?? "",
  );
  return [...groups]
    .flatMap(([quantisation, group]) => variantsOf(name, quantisation, group))
    .toSorted((a, b) => (a.sizeBytes ?? Infinity) - (b.sizeBytes ?? Infinity))
    .slice(0, MOST_VARIANTS);
}

const isWeights = ({ path }: RepositoryFile): boolean => /\.gguf$/i.test(path) && !isAuxiliary(path);

const PART = /-\d{5}-of-\d{5}\.gguf$/i;

function variantsOf(
  name: string,
  quantisation: string,
  group: readonly RepositoryFile[],
): readonly ModelVariant[] {
  const whole = group.filter(({ path }) => !PART.test(path));
  const [only] = whole;
  if (quantisation === "" || whole.length > 1) return whole.flatMap((file) => byFileName(name, file));
  const model = parseModelName(`${name}:${quantisation}`);
  if (!model) return [];
  const size = sizeOf(only ? [only] : group);
  return [{ model, label: quantisation, ...size, ...(!only && { problem: "sharded" }) }];
}

/** Hugging Face finds a file by its name only in the top folder. */
function byFileName(name: string, file: RepositoryFile): readonly ModelVariant[] {
  const model = file.path.includes("/") ? undefined : parseModelName(`${name}:${file.path}`);
  if (!model) return [];
  return [{ model, label: cleanLine(file.path.replace(/\.gguf$/i, "")), ...sizeOf([file]) }];
}

/** The total size, if all sizes are known. */
function sizeOf(files: readonly RepositoryFile[]): Pick<ModelVariant, "sizeBytes"> {
  const sizes = files.flatMap(({ sizeBytes }) => sizeBytes ?? []);
  return sizes.length < files.length ? {} : { sizeBytes: sizes.reduce((sum, size) => sum + size, 0) };
}
