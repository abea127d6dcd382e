import type { Machine } from "../machine.ts";
import { assignmentsOf, type Assignment } from "./environment-file.ts";
import type { Unit } from "./units.ts";

/** A list of assignments; `isHidden` if it may have others, which cannot be read. */
type VariablesFile = {
  readonly path: string;
  readonly assignments: readonly Assignment[];
  readonly isHidden: boolean;
};

type Owner = Pick<Unit, "scope" | "settings">;

/** The files of variables of a unit. One after `-` need not be there (systemd.exec(5), `EnvironmentFile=`). */
export async function environmentFiles(machine: Machine, unit: Owner): Promise<readonly VariablesFile[]> {
  const named = (unit.settings.get("Service.EnvironmentFile") ?? []).map((file) =>
    withSpecifiers(file.replace(/^-/, ""), unit.scope, machine),
  );
  const paths = await Promise.all(named.map((file) => filesOf(machine, file)));
  return Promise.all(
    paths.flat().map(async (path) => {
      const text = await machine.read(path);
      const isHidden = PATTERN.test(path) || (text === undefined && !(await machine.isMissing(path)));
      return { path, assignments: assignmentsOf(text ?? ""), isHidden };
    }),
  );
}

/** The folders that a name may begin with (systemd.unit(5), “Specifiers”); those of the system are of root. */
function withSpecifiers(file: string, scope: Unit["scope"], { home, uid, environment }: Machine): string {
  const folders: Readonly<Record<string, string>> =
    scope === "system"
      ? { "%h": "/root", "%E": "/etc", "%t": "/run" }
      : { "%h": home, "%E": environment["XDG_CONFIG_HOME"] ?? `${home}/.config`, "%t": `/run/user/${uid}` };
  return file.replaceAll(/%[hEt]/g, (specifier) => folders[specifier] ?? specifier);
}

/** What is left of a pattern or a specifier in a name. */
const PATTERN = /[%*?[]/;

/** A pattern with more stars would take too long to be tried with a long name. */
const MOST_STARS = 2;

/** The files that a pattern in the last part of a path names (glob(7)); a path that cannot be resolved stays as it is. */
async function filesOf(machine: Machine, file: string): Promise<readonly string[]> {
  const [, folder = "", pattern = ""] = /^(.*)\/([^/]*)$/.exec(file) ?? [];
  const isSimple =
    /[*?]/.test(pattern) && !/[%[]/.test(pattern) && pattern.split("*").length <= MOST_STARS + 1;
  if (PATTERN.test(folder) || !isSimple) return [file];
  const source = pattern
    .replaceAll(/[.+^${}()|\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const isHit = (name: string): boolean =>
    name.startsWith(".") === pattern.startsWith(".") && new RegExp(`^${source}$`, "s").test(name);
  const names = await machine.list(folder);
  if (names.length > 0)
    return names
      .filter(isHit)
      .toSorted()
      .map((name) => `${folder}/${name}`);
  return (await machine.isMissing(folder)) ? [] : [file];
}
