/** A model name in Ollama's grammar, with all defaults filled in. */
export type FullName = {
  readonly host: string;
  readonly namespace: string;
  readonly model: string;
  readonly tag: string;
};

/** The registry of names without a host. */
export const DEFAULT_HOST = "registry.ollama.ai";

const DEFAULT_NAMESPACE = "library";
const DEFAULT_TAG = "latest";

/** Reads `[scheme://]host/namespace/model:tag`, as Ollama's types/model/name.go does. */
export function parseName(text: string): FullName | undefined {
  let rest = text;
  let tag = DEFAULT_TAG;
  if (rest.lastIndexOf(":") > rest.lastIndexOf("/")) [rest, tag] = cutLast(rest, ":");

  const parts = rest.includes("/") ? cutLast(rest, "/") : ["", rest];
  const [before, model] = [parts[0] ?? "", parts[1] ?? ""];
  const [start, namespace] = !rest.includes("/")
    ? [undefined, DEFAULT_NAMESPACE]
    : before.includes("/")
      ? cutLast(before, "/")
      : [undefined, before];
  const host =
    start === undefined ? DEFAULT_HOST : start.slice(start.indexOf("://") < 0 ? 0 : start.indexOf("://") + 3);

  const name = { host, namespace, model, tag };
  return isValid(name) ? name : undefined;
}

/** The short form that Ollama shows, always with a tag. */
export function toShortest({ host, namespace, model, tag }: FullName): string {
  const end = `${model}:${tag}`;
  if (!isSame(host, DEFAULT_HOST)) return `${host}/${namespace}/${end}`;
  return isSame(namespace, DEFAULT_NAMESPACE) ? end : `${namespace}/${end}`;
}

/** The full form, which appears in some error texts. */
export function toLongest({ host, namespace, model, tag }: FullName): string {
  return `${host}/${namespace}/${model}:${tag}`;
}

/** Equal for names that differ only in case. */
export function toKey(name: FullName): string {
  return toLongest(name).toLowerCase();
}

function cutLast(text: string, separator: string): [string, string] {
  const at = text.lastIndexOf(separator);
  return [text.slice(0, at), text.slice(at + separator.length)];
}

function isValid({ host, namespace, model, tag }: FullName): boolean {
  return (
    /^[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}$/.test(host) &&
    /^[A-Za-z0-9_][A-Za-z0-9_-]{0,79}$/.test(namespace) &&
    /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/.test(model) &&
    /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}$/.test(tag)
  );
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
