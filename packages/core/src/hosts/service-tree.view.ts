import * as l10n from "@vscode/l10n";
import { hostFacts, hostOf, modelsOf, type AppState } from "../app/state.ts";
import { downloadsHere } from "../downloads/downloads-here.view.ts";
import { usableModels } from "../models/models.ts";
import { hostName } from "./host-name.view.ts";
import { isRunning } from "../service/service.ts";
import { serviceRows, type ServiceRow } from "../service/service-rows.view.ts";
import { isOffered, type ActionRequest, type ActionType } from "../ui/actions.ts";
import { grouped, remarks } from "../ui/text/format.view.ts";
import { bracketed } from "./hostname.ts";
import { hostRows, type HostRow } from "./host-rows.view.ts";

/** A host as a row of the tree; below the one that this window shows are the rows about its service. */
export type HostTreeRow = HostRow & {
  readonly key: string;
  /** The action of a click. */
  readonly request: ActionRequest;
  /** The actions in its menus. */
  readonly offers: readonly ActionType[];
  readonly children: readonly ServiceRow[];
};

/** The rows of the Service view: those about the service, or, while there are several hosts, the hosts. */
export function serviceTree(state: AppState, nowMs: number): readonly (ServiceRow | HostTreeRow)[] {
  const hosts = hostRows(state, nowMs);
  if (hosts.length === 0) return serviceRows(state, nowMs);
  return hosts.map((row) => ({
    ...row,
    key: `host ${row.host}`,
    request: { type: "host.choose", to: row.host },
    offers: ON_HOST_ROWS.filter((type) => isOffered(state, { type, to: row.host, host: row.host })),
    children: row.isChosen ? rowsBelow(state, nowMs) : [],
  }));
}

/** What the head of the view says while it shows hosts. */
export const serviceHead = ({
  facts: { watched },
}: AppState): { readonly title?: string; readonly description?: string } =>
  watched.length < 2 ? {} : { title: l10n.t("Hosts"), description: grouped(watched.length) };

/** What the head of the Models view says: how many there are, and where if there are several hosts. */
export function modelsHead(state: AppState): { readonly description?: string } {
  const models = modelsOf(state);
  const { length } = usableModels(models);
  if (length === 0) return {};
  const host = hostOf(state);
  const isOne = state.facts.watched.length < 2 || host === undefined;
  const count = isRunning(hostFacts(state).service)
    ? l10n.t("{0} available", grouped(length))
    : l10n.t("{0} unavailable", grouped(length));
  const loaded = models.loaded.length;
  return {
    description: isOne
      ? remarks(count, loaded === 0 ? "" : l10n.t("{0} loaded", grouped(loaded)))
      : remarks(l10n.t("on {0}", hostName(state, host)), count),
  };
}

/** How many downloads the list has, and how many of them have failed. */
export function downloadsHead(state: AppState): { readonly description?: string } {
  const downloads = downloadsHere(state);
  const failed = downloads.filter(({ situation }) => situation.kind === "failed").length;
  if (downloads.length === 0) return {};
  return {
    description:
      failed === 0
        ? grouped(downloads.length)
        : l10n.t("{0}, {1} failed", grouped(downloads.length), grouped(failed)),
  };
}

const ON_HOST_ROWS = [
  "host.choose",
  "models.compare-hosts",
  "service.copy-endpoint",
  "service.set-headers",
  "host.remove",
] as const satisfies readonly ActionType[];

/** The host's own row has its situation; in its place below there is the address. */
const rowsBelow = (state: AppState, nowMs: number): readonly ServiceRow[] =>
  serviceRows(state, nowMs).flatMap((row) => (row.key === "state" ? addressRows(state) : [row]));

function addressRows(state: AppState): readonly ServiceRow[] {
  const { endpoint, situation } = hostFacts(state).service;
  if (!endpoint) return [];
  const label = `${bracketed(endpoint.hostname)}:${endpoint.port}${endpoint.path}`;
  const detail = situation.kind === "running" ? situation.version : "";
  return [{ key: "address", label, detail, hover: [label], tone: "quiet", offers: [] }];
}
