import { hostFacts, type AppState } from "../app/state.ts";
import { rowOf, type ServiceRow } from "../service/service-row.view.ts";
import { versionLabel } from "../service/server.view.ts";
import { serviceRows } from "../service/service-rows.view.ts";
import { serviceMessage } from "../ui/view-heads.view.ts";
import { isOffered, offered, type ActionRequest, type ActionType } from "../ui/actions.ts";
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
  if (hosts.length === 0) return isWelcome(state) ? [] : serviceRows(state, nowMs);
  return hosts.map((row) => ({
    ...row,
    key: `host ${row.host}`,
    request: { type: "host.choose", to: row.host },
    offers: ON_HOST_ROWS.filter((type) => isOffered(state, { type, to: row.host, host: row.host })),
    children: row.isChosen ? rowsBelow(state, nowMs) : [],
  }));
}

/**
 * Whether the view has nothing to say but what its welcome text and its button do: VS Code shows those only while there
 * are no rows.
 */
function isWelcome(state: AppState): boolean {
  const { situation } = hostFacts(state).service;
  const isPlain =
    situation.kind === "not-installed" ||
    (situation.kind === "stopped" && !situation.death && isOffered(state, { type: "service.start" }));
  if (!isPlain || serviceMessage(state) !== "") return false;
  return serviceRows(state, 0).every(({ key }) => WELCOMED.has(key));
}

/** What the welcome texts say, and what says nothing while no Ollama runs. */
const WELCOMED: ReadonlySet<ServiceRow["key"]> = new Set(["toggle", "executable", "state", "test"]);

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
  const detail = situation.kind === "running" ? versionLabel(situation) : "";
  const offers = offered(state, [{ type: "service.copy-endpoint" }]).map(({ request }) => request.type);
  return [rowOf("address", { label, detail, hover: [label], offers })];
}
