import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { whyNoLog } from "../service-log/log-lines.view.ts";
import { placeText, type ShownLog } from "../service-log/shown-log.ts";
import { noHost } from "../service/no-host.view.ts";
import { isRunning } from "../service/service.ts";
import { actionOf, type Action } from "../ui/actions.ts";
import { grouped, sentences } from "../ui/text/format.view.ts";
import { capacityOf, memoryNowView, type MemoryNowView } from "./memory-now.view.ts";
import { memoryOverTimeView, type MemoryOverTimeView } from "./memory-over-time.view.ts";
import { MOST_REQUESTS, noRequests } from "./request-list.ts";
import { requestRateView, type RequestRateView } from "./request-rate.view.ts";
import { isGuess, requestRows, wholeBarMs, type RequestRow } from "./request-rows.view.ts";
import type { ShownActivity } from "./shown-activity.ts";

/** What is known of the requests: nothing where the log cannot be read, or no line of it was read yet. */
type RequestsKnown =
  | { readonly kind: "unreadable" | "not-read" }
  | { readonly kind: "read"; readonly rate: RequestRateView };

/** The Activity tab: who asks Ollama for what, and what holds the memory. */
export type ActivityView = {
  readonly requests: RequestsKnown;
  readonly memory: MemoryNowView;
  readonly overTime: MemoryOverTimeView;
  readonly blocks: Readonly<Record<string, readonly RequestRow[]>>;
  /** The time that fills a bar of a row. */
  readonly wholeBarMs: number;
  readonly words: ReturnType<typeof activityWords>;
  /** Why no requests are shown, and what helps; empty if some are. */
  readonly why: string;
  /** The line for a terminal that gives the right that is missing; empty if none does. */
  readonly remedy: string;
  /** What helps besides; usually none. */
  readonly actions: readonly Action[];
  readonly showLog: Action;
  readonly foot: string;
};

export function activityView(state: AppState, nowMs: number, { log, memory }: ShownActivity): ActivityView {
  const requests = log.kind === "followed" ? log.requests : noRequests;
  const isEmpty = requests.total === 0;
  const blocks = requestRows(requests.blocks, memory);
  return {
    requests: knownOf(state, log, nowMs),
    memory: memoryNowView(state, memory, nowMs),
    overTime: memoryOverTimeView(memory, nowMs, capacityOf(state)),
    blocks,
    wholeBarMs: wholeBarMs(requests.blocks),
    words: activityWords(),
    why: isEmpty ? whyEmpty(state, log) : "",
    remedy: isEmpty ? remedyOf(log) : "",
    actions: isEmpty ? (noHost(hostFacts(state).service)?.actions ?? []) : [],
    showLog: actionOf({ type: "service.show-log" }),
    foot: log.kind === "followed" && !isEmpty ? footOf(log, Object.values(blocks).flat()) : "",
  };
}

function knownOf(state: AppState, log: ShownLog, nowMs: number): RequestsKnown {
  switch (log.kind) {
    case "elsewhere":
    case "unreadable":
      return { kind: "unreadable" };
    case "closed":
    case "not-running":
      return { kind: "read", rate: requestRateView(noRequests, nowMs) };
    case "followed":
      // Ollama writes some lines when it starts.
      return log.lines.length === 0 && isRunning(hostFacts(state).service)
        ? { kind: "not-read" }
        : { kind: "read", rate: requestRateView(log.requests, nowMs) };
  }
}

function whyEmpty(state: AppState, log: ShownLog): string {
  if (log.kind === "closed") return "";
  const { service } = hostFacts(state);
  if (log.kind !== "followed" || log.lines.length === 0) return whyNoLog(state, log);
  return isRunning(service)
    ? l10n.t("No request yet since Ollama has started. It logs a request when that has ended.")
    : l10n.t("Ollama is not running.");
}

type Followed = Extract<ShownLog, { kind: "followed" }>;

/** usermod(8); systemd-journald.service(8) names the group. */
const remedyOf = (log: ShownLog): string =>
  log.kind === "unreadable" &&
  log.failure.kind === "log-unreadable" &&
  log.failure.reason === "not-in-journal-group"
    ? 'sudo usermod -aG systemd-journal "$USER"'
    : "";

const footOf = ({ place, requests }: Followed, rows: readonly RequestRow[]): string =>
  sentences(
    l10n.t("Read from {0}, which gets a line when a request ends.", placeText(place)),
    rows.some(isGuess)
      ? l10n.t("≈ marks a guess: the line names no model, and only this one was in memory.")
      : "",
    requests.total > MOST_REQUESTS ? l10n.t("Only the last {0} rows are kept.", grouped(MOST_REQUESTS)) : "",
  );

const activityWords = () => ({
  filter: l10n.t("Filter: path, model, client, status"),
  kinds: {
    all: l10n.t("All"),
    answer: l10n.t("Answers"),
    embedding: l10n.t("Embeddings"),
    other: l10n.t("Other"),
    failed: l10n.t("Failed"),
  },
  checks: l10n.t("With Paddock's checks"),
  pause: l10n.t("Pause"),
  resume: l10n.t("Resume"),
  export: l10n.t("Export…"),
  waiting: l10n.t("new"),
  noMatch: l10n.t("No request matches."),
  requests: l10n.t("Requests"),
  noRate: l10n.t("Not known without Ollama's log."),
  onlyChecks: l10n.t(
    "No request of another program since Ollama has started. Paddock's own checks are hidden; earlier requests are in the earlier log.",
  ),
  list: l10n.t("Requests, the last one first"),
  heads: {
    time: l10n.t("Ended"),
    client: l10n.t("Client"),
    request: l10n.t("Request"),
    model: l10n.t("Model"),
    status: l10n.t("Status"),
    took: l10n.t("Took"),
  },
});
