import type { Verdict } from "./verdict.ts";

export type Result = Verdict & {
  readonly name: string;
  readonly seconds: number;
  readonly lastLines: readonly string[];
};

/** A table of all suites, and below it the problems of suites as a whole. */
export function summaryTable(results: readonly Result[]): string {
  const rows = [
    ["suite", "passed", "failed", "skipped", "seconds"],
    ...results.map(({ name, passed, failed, skipped, seconds }) => [
      name,
      ...[passed, failed, skipped].map(String),
      seconds.toFixed(1),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const problems = results.flatMap(({ name, problem }) =>
    problem === undefined ? [] : [`${name} ${problem}.`],
  );
  return [...rows.map((row) => row.map(pad).join("  ")), ...problems].join("\n");
}

/** What each failed suite wrote last. A log of CI that keeps only its end still says why a suite failed. */
export const lastLinesOfFailed = (results: readonly Result[]): string =>
  results
    .filter(({ failed }) => failed > 0)
    .map(({ name, lastLines }) => `The end of ${name}:\n${lastLines.join("\n")}\n\n`)
    .join("");

/** The last line of the output, which CI reads. */
export function closingLine(results: readonly Verdict[]): string {
  const sum = (name: "passed" | "failed"): number =>
    results.reduce((total, result) => total + result[name], 0);
  return `${sum("passed")} passed, ${sum("failed")} failed`;
}
