import * as v from "valibot";
import type { KnownWords } from "./known-words.ts";

/** The settings that name hosts, as the person has written them. */
type HostSettings = {
  readonly host: string | { readonly notText: string };
  readonly hosts: unknown;
  readonly insecureRegistries: readonly string[];
};

const anyText = v.fallback(v.string(), "");
const entrySchema = v.fallback(
  v.union([v.object({ name: v.optional(anyText, ""), address: v.optional(anyText, "") }), v.string()]),
  "",
);
const listSchema = v.fallback(v.array(entrySchema), []);

/** The names of hosts in the settings, also of those that cannot be used. */
export function wordsInSettings({
  host,
  hosts,
  insecureRegistries,
}: HostSettings): Pick<KnownWords, "hosts" | "names"> {
  const entries = v
    .parse(listSchema, hosts)
    .map((entry) => (typeof entry === "string" ? { name: "", address: entry } : entry));
  const addresses = [
    ...(typeof host === "string" ? [host] : []),
    ...entries.map(({ address }) => address),
    ...insecureRegistries,
  ];
  return { hosts: addresses.map(hostnameIn), names: entries.map(({ name }) => name) };
}

/** The host in a text that was entered as an address; it may be no valid one. */
export function hostnameIn(address: string): string {
  const authority = address
    .trim()
    .replace(/^[^/]*:\/\//, "")
    .replace(/[/?#].*$/s, "");
  return authority.replace(/^.*@/s, "").replace(/:[^:\]]*$/, "");
}
