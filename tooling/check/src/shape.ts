import { cyclesIn } from "./cycles.ts";
import type { FunctionShape, SourceFile } from "./parse-source.ts";
import type { Repository } from "./read-repository.ts";
import { exportedValues } from "./users.ts";

/** The measures of a package without its tests, or of its tests alone. */
export type PackageShape = {
  readonly name: string;
  readonly files: number;
  readonly medianLines: number;
  readonly p90Lines: number;
  readonly longest: (FunctionShape & { readonly path: string }) | undefined;
  readonly longFunctions: number;
  readonly valueCycles: number;
  readonly typeCycles: number;
  /** Exported values that exactly one other file uses. */
  readonly withOneUser: number;
};

const LONG_LINES = 80;

export const isTest = (path: string): boolean =>
  /\.test\.tsx?$|^[^/]+\/[^/]+\/(.*\/)?(test|testing)\//.test(path);

/** The shape of every package; tests are listed separately. */
export function shapesOf(repository: Repository): readonly PackageShape[] {
  const groups = Map.groupBy(repository.files.values(), ({ path }) => nameOf(path));
  const { ofValues, ofTypes } = cyclesIn(repository);
  const withOneUser = exportedValues(repository).filter(({ users }) => users.size === 1);
  const countIn = (name: string, paths: readonly string[]): number =>
    paths.filter((path) => nameOf(path) === name).length;
  const firstOf = (circles: readonly (readonly string[])[]): readonly string[] =>
    circles.flatMap(([first]) => (first === undefined ? [] : [first]));
  return [...groups].map(([name, files]) => {
    const functions = files.flatMap(functionsOf).toSorted((a, b) => b.lines - a.lines);
    const lines = files.map((file) => file.lines).toSorted((a, b) => a - b);
    return {
      name,
      files: files.length,
      medianLines: shareOf(lines, 0.5),
      p90Lines: shareOf(lines, 0.9),
      longest: functions[0],
      longFunctions: functions.filter((one) => one.lines > LONG_LINES).length,
      valueCycles: countIn(name, firstOf(ofValues)),
      typeCycles: countIn(name, firstOf(ofTypes)),
      withOneUser: countIn(
        name,
        withOneUser.map(({ path }) => path),
      ),
    };
  });
}

/** The lines outside tests that match, as `file:line`. */
export function placesOf({ files }: Repository, what: RegExp): readonly string[] {
  return [...files.values()]
    .filter(({ path }) => !isTest(path))
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index) => (what.test(line) ? [`${path}:${index + 1}`] : [])),
    );
}

function nameOf(path: string): string {
  const [, folder = ""] = path.split("/");
  return isTest(path) ? `${folder} (tests)` : folder;
}

const functionsOf = ({ path, functions }: SourceFile) => functions.map((one) => ({ ...one, path }));

function shareOf(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
