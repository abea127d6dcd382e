import type { VariablePlace } from "../../../environment/variable-place.ts";
import type { Machine } from "../machine.ts";
import { settingsIn, wordsIn, wordsOf } from "./unit-file.ts";
import { environmentFiles } from "./environment-files.ts";
import { commandOf, unsetBy, type Unit } from "./units.ts";

/**
 * Where the variables of a unit are set. Of several places the last one counts, and a file of variables has precedence
 * (systemd.exec(5), `Environment=` and `EnvironmentFile=`). None where not all of them can be read: the last one may be there.
 */
export async function placesOfVariables(machine: Machine, unit: Unit): Promise<readonly VariablePlace[]> {
  const files = await environmentFiles(machine, unit);
  if ([...files, ...unit.files].some(({ isHidden }) => isHidden)) return [];
  const places = new Map<string, VariablePlace>();
  const note = (assignment: string, file: string, line: number): void => {
    const name = nameIn(assignment);
    if (name !== undefined) places.set(name, { name, file, line });
  };
  for (const { path, text } of unit.files)
    for (const { setting, value, lineAt } of settingsIn(text)) {
      if (setting !== "Service.Environment") continue;
      if (value === "") places.clear();
      for (const word of wordsIn(value)) note(word.text, path, lineAt(word.at));
    }
  for (const { path, assignments } of files) for (const { text, line } of assignments) note(text, path, line);
  for (const name of setLater(unit)) places.delete(name);
  return [...places.values()];
}

/** What the unit takes back, or its command sets: no line of a list is where such a variable comes from. */
function setLater(unit: Unit): readonly string[] {
  const inCommand = commandOf(unit.settings).flatMap(wordsOf).map(nameIn);
  return [
    ...unsetBy(unit).map((word) => nameIn(word) ?? word),
    ...inCommand.filter((name) => name !== undefined),
  ];
}

const nameIn = (assignment: string): string | undefined => /^([A-Za-z_][A-Za-z0-9_]*)=/.exec(assignment)?.[1];
