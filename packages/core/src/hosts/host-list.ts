import * as v from "valibot";
import {
  originOf,
  parseEndpoint,
  withoutCredentials,
  type Endpoint,
  type EndpointOrProblem,
} from "./endpoint.ts";
import { ownerChoice, type ParsedChoice } from "../service/owner-choice.ts";
import { canonicalHostname } from "./hostname.ts";
import { tlsProblem, type TlsSetting } from "./tls-trust.ts";

/** A host as the setting names it. */
export type ListedHost = {
  readonly name: string;
  /** The text that was entered, safe to show. */
  readonly text: string;
  readonly parsed: EndpointOrProblem;
  readonly tls: TlsSetting;
  /** Who runs its Ollama. */
  readonly owner: ParsedChoice;
};

const LONGEST_NAME = 60;

/** Each host has a session of its own. */
export const MOST_HOSTS = 100;

const entrySchema = v.object({
  name: v.optional(v.unknown()),
  address: v.unknown(),
  caFile: v.optional(v.string()),
  fingerprint: v.optional(v.string()),
  owner: v.optional(v.unknown()),
});

/**
 * The hosts in a list that a person wrote. Each entry is one, whatever is wrong with it, so that no entry disturbs the
 * others: a name that is taken gets a number, and an address that is taken is a problem of the later entry. `taken` are
 * other hosts.
 */
export function readHostList(value: unknown, taken: readonly Endpoint[] = []): readonly ListedHost[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value))
    return [{ name: "?", text: shown(value), parsed: { problem: "not-a-list" }, tls: {}, owner: NONE }];
  const names = new Set<string>();
  const servers = new Set(taken.map(serverOf));
  const read = value.slice(0, MOST_HOSTS).map((entry: unknown, index): ListedHost => {
    const { name, ...host } = readEntry(entry, index);
    const { parsed } = host;
    const server = "endpoint" in parsed ? serverOf(parsed.endpoint) : undefined;
    const isTaken = server !== undefined && servers.has(server);
    if (server !== undefined) servers.add(server);
    return { ...host, name: freeName(name, names), parsed: isTaken ? { problem: "duplicate" } : parsed };
  });
  return value.length > MOST_HOSTS ? [...read, theRest(value.length - MOST_HOSTS)] : read;
}

/** One entry that says that the others are not read. */
const theRest = (count: number): ListedHost => ({
  name: `+${count}`,
  text: "",
  parsed: { problem: "too-many" },
  tls: {},
  owner: NONE,
});

/** The names by which a program reaches its own machine, and so the same server. */
const SELF = new Set(["localhost", "127.0.0.1", "::1"]);

/** What is reached at an address. */
const serverOf = (endpoint: Endpoint): string =>
  originOf(
    SELF.has(canonicalHostname(endpoint.dialHostname)) ? { ...endpoint, hostname: "localhost" } : endpoint,
  );

/** Whether this text is the address of that server. */
export function isSameServer(endpoint: Endpoint, address: string): boolean {
  const parsed = parseEndpoint(address);
  return "endpoint" in parsed && serverOf(parsed.endpoint) === serverOf(endpoint);
}

function readEntry(entry: unknown, index: number): ListedHost {
  const given = v.safeParse(entrySchema, typeof entry === "string" ? { address: entry } : entry);
  const number = `${index + 1}`;
  if (!given.success)
    return { name: number, text: shown(entry), parsed: { problem: "not-an-entry" }, tls: {}, owner: NONE };
  const { name, address, caFile, fingerprint } = given.output;
  const owner = ownerChoice(given.output.owner);
  const tls = { ...(caFile && { caFile }), ...(fingerprint && { fingerprint }) };
  if (typeof address !== "string" || address.trim() === "")
    return {
      name: nameOf(name) ?? number,
      text: shown(entry),
      parsed: { problem: "not-an-entry" },
      tls,
      owner,
    };
  const parsed = parseEndpoint(address);
  const problem = tlsProblem(tls);
  const otherwise = "endpoint" in parsed ? parsed.endpoint.hostname : number;
  return {
    name: nameOf(name) ?? otherwise,
    text: problem === undefined ? withoutCredentials(address) : (fingerprint ?? ""),
    parsed: problem === undefined || "problem" in parsed ? parsed : { problem },
    tls,
    owner,
  };
}

const NONE: ParsedChoice = { kind: "none" };

/** A name in one line; `undefined` if there is none. */
function nameOf(name: unknown): string | undefined {
  if (typeof name !== "string") return undefined;
  const line = name.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  return line === "" ? undefined : Array.from(line).slice(0, LONGEST_NAME).join("");
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name} (${number})`;
  taken.add(free);
  return free;
}

const shown = (value: unknown): string => withoutCredentials((JSON.stringify(value) ?? "").slice(0, 100));
