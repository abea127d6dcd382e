import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { serviceRows, type ServiceRow } from "../service/service-rows.view.ts";
import { isOffered, type ActionRequest, type ActionType } from "../ui/actions.ts";
import { grouped } from "../ui/text/format.view.ts";
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
    offers: ON_HOST_ROWS.filter((type) => isOffered(state, { type, to: row.host })),
    children: row.isChosen ? rowsBelow(state, nowMs) : [],
  }));
}

/** What the head of the view says while it shows hosts. */
export const serviceHead = ({
  facts: { watched },
}: AppState): { readonly title?: string; readonly description?: string } =>
  watched.length < 2 ? {} : { title: l10n.t("Hosts"), description: grouped(watched.length) };

const ON_HOST_ROWS = ["host.remove"] as const satisfies readonly ActionType[];

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
