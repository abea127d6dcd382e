import { leftoverDigest } from "./leftover.ts";
import { modelKey } from "./model-name.ts";
import type { Copy, Model } from "./models-events.ts";
import { byRunner, type RunnerOrder } from "./runners.ts";

/** One row of Ollama's list. */
type Row = Omit<Model, "copies" | "isConverted">;

/**
 * The models of Ollama's rows. Since 0.40 a name has a row for each local copy (docs/ollama.md §8.3): they are one model,
 * and the copy that Ollama prefers comes first. Names of converted weights are left out, unless nothing else has them.
 */
export function modelsOfRows(rows: readonly Row[], order: RunnerOrder): readonly Model[] {
  const converted = new Set(rows.flatMap(({ name }) => leftoverDigest(name) ?? []));
  const used = new Set(
    rows.flatMap(({ name, digest }) => (leftoverDigest(name) === undefined ? [digest] : [])),
  );
  const shown = rows.filter((row) => !isHidden(row, used));
  return rowsByName(shown).flatMap((group) => {
    const [first, ...others] = byRunner(oneOfEachDigest(group), order);
    return first ? [modelOf(first, others, converted)] : [];
  });
}

/** The digests of all local copies of a model. */
export const digestsOf = ({ digest, copies = [] }: Pick<Model, "digest" | "copies">): readonly string[] => [
  digest,
  ...copies.map((copy) => copy.digest),
];

/** The same model with another of its copies as the one in use; unchanged if there is no such copy. */
export function withCopyInUse(model: Model, digest: string): Model {
  const { copies = [] } = model;
  const inUse = copies.find((copy) => copy.digest === digest);
  if (!inUse) return model;
  const { name, modifiedAtMs, remoteHost, isConverted, copies: _, ...before } = model;
  return {
    name,
    modifiedAtMs,
    ...(remoteHost !== undefined && { remoteHost }),
    ...(isConverted !== undefined && { isConverted }),
    ...inUse,
    copies: copies.map((copy) => (copy === inUse ? before : copy)),
  };
}

/**
 * Converted weights are hidden while a model has them. An Ollama older than 0.40 reports no runners: it lists weights that
 * a newer one has converted beside the original, and cannot tell whether a model needs them.
 */
function isHidden({ name, digest, runner }: Row, used: ReadonlySet<string>): boolean {
  const named = leftoverDigest(name);
  return named !== undefined && (runner === undefined || used.has(named) || used.has(digest));
}

function rowsByName(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = modelKey(row.name);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function modelOf(first: Row, others: readonly Row[], converted: ReadonlySet<string>): Model {
  const isConverted = [first, ...others].some(
    ({ name, digest }) => leftoverDigest(name) === undefined && converted.has(digest),
  );
  if (!isConverted && others.length === 0) return first;
  return {
    ...first,
    ...(isConverted && { isConverted }),
    ...(others.length > 0 && { copies: others.map(copyOf) }),
  };
}

/** Rows without a runner are of a compatible server that lists a name twice: only the first one counts. */
const oneOfEachDigest = (rows: readonly Row[]): readonly Row[] =>
  rows.filter(
    (row, index) =>
      index === 0 ||
      (row.runner !== undefined && !rows.slice(0, index).some(({ digest }) => digest === row.digest)),
  );

const copyOf = ({ name: _name, modifiedAtMs: _at, remoteHost: _host, ...copy }: Row): Copy => copy;
