import * as path from "node:path";
import {
  originOf,
  ownerChoice,
  parseEndpoint,
  parseFingerprint,
  readHostList,
  type ChoiceProblem,
  type EndpointOrProblem,
  type ListedHost,
  type OwnerChoice,
  type ParsedChoice,
  type TlsTrust,
} from "@paddock/core";
import { readRegular, systemHome } from "@paddock/core/adapters";
import { SETTINGS } from "../contributions.ts";
import type { Demo } from "./demo.ts";
import type { Headers } from "../settings/request-headers.ts";
import type { Settings } from "../settings/settings.ts";

/** The address of an Ollama, and the setting or variable it comes from. */
export type Address = {
  /** Its name in the list of hosts; absent: it is the first host, which is not in the list. */
  readonly name?: string;
  readonly setting: string;
  readonly text: string;
  readonly parsed: EndpointOrProblem;
};

/** The address of the first host: from the setting, else from the demo, else from `OLLAMA_HOST`, else Ollama's default. */
export function addressOf(
  { host }: Pick<Settings, "host">,
  demo: Demo | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Address {
  if (typeof host !== "string")
    return { setting: SETTINGS.host, text: host.notText, parsed: { problem: "not-text" } };
  const [setting, text] =
    host !== ""
      ? [SETTINGS.host, host]
      : demo
        ? ["PADDOCK_DEMO", demo.host]
        : ["OLLAMA_HOST", environment["OLLAMA_HOST"] ?? ""];
  return { setting, text, parsed: parseEndpoint(text) };
}

/**
 * The list of hosts as the setting has it, entry by entry. An entry with the address of the first host is a duplicate,
 * so that nothing that is written or deleted for the entry touches the first host.
 */
export function listedHosts(
  settings: Pick<Settings, "host" | "hosts">,
  demo: Demo | undefined,
): readonly ListedHost[] {
  const { parsed } = addressOf(settings, demo, process.env);
  return readHostList(settings.hosts, "endpoint" in parsed ? [parsed.endpoint] : []);
}

/** Everything that decides how a host is reached. */
export type HostSettings = {
  readonly address: Address;
  readonly headers: Headers;
  /** Absent: the authorities that the system trusts. */
  readonly trust?: TlsTrust;
  /** Who runs its Ollama by the person's choice. */
  readonly owner?: OwnerChoice;
  /** What is wrong with that choice; then nothing is chosen. */
  readonly ownerProblem?: ChoiceProblem;
};

/** Reads the settings of all hosts, the first one first. */
export function readHosts(
  settings: Pick<Settings, "host" | "hosts" | "serviceOwner">,
  demo: Demo | undefined,
  headersOf: (origin: string) => Promise<Headers>,
): Promise<readonly HostSettings[]> {
  const first = addressOf(settings, demo, process.env);
  const listed = listedHosts(settings, demo);
  const read = async (
    { parsed, ...address }: Address,
    { tls, owner }: Pick<ListedHost, "tls" | "owner">,
  ): Promise<HostSettings> => {
    if ("problem" in parsed) return { address: { ...address, parsed }, headers: {} };
    const [headers, trust] = await Promise.all([headersOf(originOf(parsed.endpoint)), trustOf(tls)]);
    if (trust === "unreadable")
      return {
        address: { ...address, text: tls.caFile ?? "", parsed: { problem: "bad-ca-file" } },
        headers: {},
      };
    return { address: { ...address, parsed }, headers, ...(trust && { trust }), ...chosenIn(owner) };
  };
  return Promise.all([
    read(first, { tls: {}, owner: ownerChoice(settings.serviceOwner) }),
    ...listed.map(({ tls, owner, ...host }) => read({ ...host, setting: SETTINGS.hosts }, { tls, owner })),
  ]);
}

function chosenIn(owner: ParsedChoice): Pick<HostSettings, "owner" | "ownerProblem"> {
  switch (owner.kind) {
    case "none":
      return {};
    case "chosen":
      return { owner: owner.choice };
    case "wrong":
      return { ownerProblem: owner.problem };
  }
}

/** The authorities of a whole system have some hundred thousand bytes. */
const MOST_CERTIFICATE_BYTES = 4_000_000;

/** What makes a certificate trusted; `undefined`: the authorities that the system trusts. */
export async function trustOf({
  caFile,
  fingerprint,
}: ListedHost["tls"]): Promise<TlsTrust | "unreadable" | undefined> {
  const parsed = fingerprint === undefined ? undefined : parseFingerprint(fingerprint);
  if (parsed !== undefined) return { kind: "certificate", fingerprint: parsed };
  if (caFile === undefined) return undefined;
  const file = caFile.replace(/^~(?=[/\\])/, systemHome());
  if (!path.isAbsolute(file)) return "unreadable"; // it would depend on the folder that is open
  try {
    const pem = (await readRegular(file, MOST_CERTIFICATE_BYTES)).toString("utf8");
    return pem.includes("-----BEGIN CERTIFICATE-----") ? { kind: "authorities", pem } : "unreadable";
  } catch {
    return "unreadable"; // said as the host's situation
  }
}
