import { isOrdinary } from "./known-words.ts";
import { isSystemRoot, isTellingSegment } from "./path-words.ts";
import type { Placeholders } from "./placeholders.ts";
import { isPublicHost, isPublicOwner } from "./public-names.ts";

/** A name in a path, and the slash after it as it is written there. */
export type Segment = { readonly name: string; readonly sep: string };

export const isUserRoot = (name: string): boolean => /^(home|users|documents and settings)$/i.test(name);

/** `undefined`: nothing of a person is in it. */
export function shownPath(
  root: string,
  segments: readonly Segment[],
  placeholders: Placeholders,
  isHome: boolean,
): string | undefined {
  const names = segments.filter(({ name }) => name !== "");
  const [first] = names;
  if (!first) return root.startsWith("~") ? shownTilde(root, placeholders) : undefined;
  const isNetwork = /^(\\{2,}|\/\/)$/.test(root);
  const isRooted =
    isHome || root.startsWith("~") || isNetwork || /[A-Za-z](:|%3A)/i.test(root.replace(/^file:/, ""));
  if (!isRooted && names.length < 2 && !isTellingSegment(first.name)) return undefined;
  if (
    !isRooted &&
    isSystemRoot(first.name) &&
    !names.some(({ name }) => isUserRoot(name) || PERSONAL_BELOW.test(name))
  )
    return undefined;
  let isPersonal = isHome || root.startsWith("~") || isNetwork || !isSystemRoot(first.name);
  let before = isNetwork ? "\\\\" : "";
  const registry = { at: 0, isPrivate: false };
  const shown = segments.map(({ name, sep }) => {
    if (name === "") return sep;
    const seen = shownSegment(name, before, isPersonal, registry, placeholders);
    isPersonal ||= isUserRoot(before) || /^(media|folders)$/i.test(before);
    registry.at = name === "manifests" ? 1 : registry.at > 0 ? registry.at + 1 : 0;
    before = name;
    return seen + sep;
  });
  return shownTilde(root, placeholders) + shown.join("");
}

/** Folders below which a system has those of people, or Ollama those of registries. */
const PERSONAL_BELOW = /^(manifests|folders|media)$/i;

const shownTilde = (root: string, { mark }: Placeholders): string =>
  root.replace(
    /^~([\w.-]{1,32})/,
    (_all, user: string) => `~${isOrdinary(user) ? user : mark("user", user)}`,
  );

type Registry = { readonly at: number; isPrivate: boolean };

function shownSegment(
  name: string,
  before: string,
  isPersonal: boolean,
  registry: Registry,
  { mark }: Placeholders,
): string {
  const plain = decoded(name);
  if (before === "\\\\")
    return /^(wsl\$|wsl\.localhost|localhost|\.|\?)$/i.test(plain) ? name : mark("host", plain);
  if (registry.at === 1) {
    registry.isPrivate = !isPublicHost(plain);
    return registry.isPrivate ? mark("host", plain) : name;
  }
  if (registry.at === 2) return isPublicOwner(plain) ? name : mark("owner", plain);
  if (registry.at === 3) return registry.isPrivate ? mark("model", plain) : name;
  if (registry.at === 4) return name;
  if (isUserRoot(before) || /^media$/i.test(before)) return isCommonUser(plain) ? name : mark("user", plain);
  if (before === "folders") return mark("name", plain);
  return !isPersonal || isTellingSegment(plain) ? name : mark("name", plain);
}

const isCommonUser = (name: string): boolean =>
  isOrdinary(name) || /^(public|shared|all users|default user|linuxbrew|runner|runneradmin)$/i.test(name);

/** `Anna%20M%C3%BCller` and `Anna M\u00fcller` are the same name. */
function decoded(name: string): string {
  const unescaped = name.replaceAll(/\\u([0-9a-fA-F]{4})/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
  try {
    return decodeURIComponent(unescaped.replaceAll("%25", "%"));
  } catch {
    return unescaped;
  }
}
