import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { shownUrl, type Endpoint } from "../hosts/endpoint.ts";
import { isUnspecified } from "../hosts/hostname.ts";
import { exposureOf } from "../service-log/exposure.view.ts";
import { speaksAnthropic } from "./call-kinds.ts";
import type { ShownApi } from "./shown-api.ts";

/** An address for other programs. */
export type AddressRow = {
  readonly key: "generate" | "ollama" | "openai" | "anthropic" | "network";
  readonly label: string;
  readonly url: string;
  readonly note: string;
  /** Whether the note is a warning. */
  readonly isWarning: boolean;
};

/** What to paste into other programs. Of a server without Ollama's API, only OpenAI's is known. */
export function addressRows(
  state: AppState,
  { networkAddresses }: Pick<ShownApi, "networkAddresses">,
): readonly AddressRow[] {
  const { service } = hostFacts(state);
  const { endpoint, situation } = service;
  if (!endpoint) return [];
  const row = (key: AddressRow["key"], label: string, url: string, note = ""): AddressRow => ({
    key,
    label,
    url,
    note,
    isWarning: key === "network",
  });
  const openAi = row("openai", l10n.t("OpenAI"), shownUrl(endpoint, "/v1"), l10n.t("any key"));
  if (situation.kind === "port-taken") return situation.server ? [openAi] : [];
  const base = shownUrl(endpoint, "");
  const network = networkUrl(endpoint, exposureOf(state), networkAddresses);
  return [
    row("generate", l10n.t("Generate"), shownUrl(endpoint, "/api/generate")),
    row("ollama", l10n.t("Ollama"), base),
    openAi,
    ...(speaksAnthropic(service) ? [row("anthropic", l10n.t("Anthropic"), base, l10n.t("any key"))] : []),
    ...(network === undefined
      ? []
      : [row("network", l10n.t("On the network"), network, l10n.t("open to the network"))]),
  ];
}

/** The address for other machines: a server that listens on all addresses is reached at any of them. */
function networkUrl(
  endpoint: Endpoint,
  listens: string | undefined,
  addresses: readonly string[],
): string | undefined {
  if (listens === undefined) return undefined;
  const [, hostname = "", port = ""] = /^\[?(.*?)\]?:(\d+)$/.exec(listens) ?? [];
  const reachable = isUnspecified(hostname) ? addresses[0] : hostname;
  return reachable === undefined
    ? undefined
    : shownUrl({ ...endpoint, hostname: reachable, port: Number(port) }, "");
}
