import { DEFAULT_ENDPOINT, parseEndpoint, type Endpoint } from "../../../hosts/endpoint.ts";
import { isUnspecified } from "../../../hosts/hostname.ts";
import type { Machine } from "../machine.ts";
import { answering } from "../port-holder/listeners.ts";
import { hasServing, isServing } from "../ollama-program.ts";
import { environmentFiles } from "./environment-files.ts";
import { assignedIn, parseUnit, wordsOf, type UnitSettings } from "./unit-file.ts";

export type Scope = "system" | "user";

/** `isHidden` if it cannot be read, and may set anything. */
type UnitFile = { readonly path: string; readonly text: string; readonly isHidden: boolean };

/** A service of systemd, by its files: its own, and then its drop-ins. */
export type Unit = {
  readonly scope: Scope;
  readonly name: string;
  readonly files: readonly UnitFile[];
  readonly settings: UnitSettings;
};

/** The folders of units, in which an earlier one has precedence (systemd.unit(5), “Unit File Load Path”). */
const foldersOf = (scope: Scope, { home, uid, environment }: Machine): readonly string[] =>
  scope === "system"
    ? [
        "/etc/systemd/system",
        "/run/systemd/transient",
        "/run/systemd/system",
        "/usr/local/lib/systemd/system",
        "/usr/lib/systemd/system",
        "/lib/systemd/system",
      ]
    : [
        `${environment["XDG_CONFIG_HOME"] ?? `${home}/.config`}/systemd/user`,
        "/etc/systemd/user",
        `/run/user/${uid}/systemd/transient`,
        `${environment["XDG_DATA_HOME"] ?? `${home}/.local/share`}/systemd/user`,
        "/usr/local/lib/systemd/user",
        "/usr/lib/systemd/user",
        "/lib/systemd/user",
      ];

/** In these, a person or an installer puts units; the others hold hundreds of the distribution. */
const isSmall = (folder: string): boolean => /^\/etc\/|\/\.config\/|\/\.local\//.test(folder);

/** Whether the manager of this scope runs (sd_booted(3), user@.service(5)). */
export async function isManaged(scope: Scope, machine: Machine): Promise<boolean> {
  if (!(await machine.list("/run/systemd")).includes("system")) return false;
  return scope === "system" || (await machine.list(`/run/user/${machine.uid}`)).includes("systemd");
}

/** The unit of this name; `undefined` if there is none, or it is masked. */
export async function readUnit(machine: Machine, scope: Scope, name: string): Promise<Unit | undefined> {
  const folders = foldersOf(scope, machine);
  const template = name.replace(/^([^@]*@).+(?=\.)/, "$1");
  const instance = /^[^@]*@(.+)\.[a-z]+$/.exec(name)?.[1] ?? "";
  const own =
    (await firstFile(machine, folders, name)) ??
    (template === name ? undefined : await firstFile(machine, folders, template));
  if (own === undefined || own === "masked") return undefined;
  const names = template === name ? [name] : [template, name];
  const dropIns = await readDropIns(machine, folders, names);
  const files = [own, ...dropIns].map((file) => ({
    ...file,
    text: file.text.replace(/%[iI]/g, instance),
  }));
  return { scope, name, files, settings: parseUnit(files.map(({ text }) => text)) };
}

/** A unit that is empty or leads to `/dev/null` is masked. */
async function firstFile(
  machine: Machine,
  folders: readonly string[],
  name: string,
): Promise<UnitFile | "masked" | undefined> {
  for (const folder of folders) {
    const path = `${folder}/${name}`;
    const [text, target] = await Promise.all([machine.read(path), machine.link(path)]);
    if (target === "/dev/null" || text?.trim() === "") return "masked";
    if (text !== undefined) return { path, text, isHidden: false };
  }
  return undefined;
}

/** In the order of their names; one in an earlier folder replaces those with the same name. */
async function readDropIns(
  machine: Machine,
  folders: readonly string[],
  units: readonly string[],
): Promise<readonly UnitFile[]> {
  const places = [
    ...folders.flatMap((folder) => units.map((unit) => `${folder}/${unit}.d`)),
    ...folders.map((folder) => `${folder}/service.d`), // those of all services
  ];
  const files = new Map<string, string>();
  for (const place of places)
    for (const name of await machine.list(place))
      if (name.endsWith(".conf") && !files.has(name)) files.set(name, `${place}/${name}`);
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  return Promise.all(sorted.map((path) => readDropIn(machine, path)));
}

/** One that leads to `/dev/null` is masked, and sets nothing. */
async function readDropIn(machine: Machine, path: string): Promise<UnitFile> {
  const [text, target] = await Promise.all([machine.read(path), machine.link(path)]);
  const isHidden = text === undefined && target !== "/dev/null" && !(await machine.isMissing(path));
  return { path, text: text ?? "", isHidden };
}

/** The units here that run an Ollama, by their files. */
export async function ollamaUnits(machine: Machine, scope: Scope): Promise<readonly Unit[]> {
  const folders = foldersOf(scope, machine);
  const names = await Promise.all(
    folders.map(async (folder) =>
      (await machine.list(folder)).filter(
        (name) => /^[^@]+\.service$/.test(name) && (isSmall(folder) || /ollama/i.test(name)),
      ),
    ),
  );
  const units = await Promise.all([...new Set(names.flat())].map((name) => readUnit(machine, scope, name)));
  return units.filter((unit) => unit !== undefined).filter(runsOllama);
}

/** Whether its command is, or contains, that of a server; also that of a snap or of a shell. */
export function runsOllama({ settings }: Unit): boolean {
  const words = commandOf(settings);
  return (
    words.some((_, at) => isServing(words.slice(at, at + 2))) ||
    words.some(hasServing) ||
    /\bsnap run ollama\b/.test(words.join(" "))
  );
}

/** systemd.service(5), “Command lines”: signs before the path are options of systemd. */
export const commandOf = (settings: UnitSettings): readonly string[] =>
  (settings.get("Service.ExecStart") ?? [])
    .flatMap(wordsOf)
    .map((word, at) => (at === 0 ? word.replace(/^[-@:+!|]+/, "") : word));

/** Whether the service of this unit answers at an endpoint, by the `OLLAMA_HOST` of those of its files that can be read. */
export async function isUnitAt(machine: Machine, unit: Unit, endpoint: Endpoint): Promise<boolean> {
  const unset = unsetBy(unit);
  const inFiles = (await environmentFiles(machine, unit)).flatMap(({ assignments }) => assignments);
  const inLists = [
    ...(unit.settings.get("Service.Environment") ?? []).flatMap(wordsOf),
    ...inFiles.map(({ text }) => text),
  ];
  const assigned = [
    ...inLists.filter((one) => !unset.includes(one) && !unset.includes("OLLAMA_HOST")),
    ...commandOf(unit.settings).flatMap(wordsOf),
  ];
  const parsed = parseEndpoint(assignedIn(assigned, "OLLAMA_HOST") ?? "");
  const { hostname, dialHostname, port } = "endpoint" in parsed ? parsed.endpoint : DEFAULT_ENDPOINT;
  const address = isUnspecified(hostname) ? hostname : dialHostname;
  return answering([{ address, port }], endpoint) !== undefined;
}

/** What a unit takes back: variables, or assignments of this one value (systemd.exec(5), `UnsetEnvironment=`). */
export const unsetBy = ({ settings }: Unit): readonly string[] =>
  (settings.get("Service.UnsetEnvironment") ?? []).flatMap(wordsOf);
