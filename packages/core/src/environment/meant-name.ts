import { isVariable, VARIABLE_NAMES, type VariableName } from "./variables.ts";

/** How many letters may be wrong, missing or too many in a name that is still recognised. */
const MOST_EDITS = 2;

/** The variable that a name which Ollama does not know is probably meant for. */
export function meantName(name: string): VariableName | undefined {
  if (isVariable(name)) return undefined;
  const letters = lettersOf(name);
  const sameLetters = VARIABLE_NAMES.find((known) => {
    const itsLetters = lettersOf(known);
    return itsLetters === letters || itsLetters === `OLLAMA${letters}`;
  });
  if (sameLetters || !name.startsWith("OLLAMA")) return sameLetters;
  const [closest] = VARIABLE_NAMES.map((known) => ({ known, edits: editsBetween(name, known) }))
    .filter(({ edits }) => edits <= MOST_EDITS)
    .toSorted((a, b) => a.edits - b.edits);
  return closest?.known;
}

const lettersOf = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");

/** The Levenshtein distance of two names. */
function editsBetween(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MOST_EDITS) return Number.POSITIVE_INFINITY;
  let before = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [row, letter] of Array.from(a).entries()) {
    const now = [row + 1];
    for (const [column, other] of Array.from(b).entries())
      now.push(
        Math.min(
          (now[column] ?? 0) + 1,
          (before[column + 1] ?? 0) + 1,
          (before[column] ?? 0) + (letter === other ? 0 : 1),
        ),
      );
    before = now;
  }
  return before.at(-1) ?? 0;
}
