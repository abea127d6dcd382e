import * as l10n from "@vscode/l10n";
import { isLoopback } from "../hosts/hostname.ts";
import { lastResults } from "../shared/last-result.ts";
import { elapsed, grouped, took, tookBetween } from "../ui/text/format.view.ts";
import { decidingStep, likelyModel } from "./likely-model.ts";
import type { MemoryHistory } from "./memory-history.ts";
import type { RequestBlocks } from "./request-list.ts";
import { isCheck, type RequestKind, type ServedRequest } from "./served-request.ts";

export type RequestRow = {
  readonly key: number;
  readonly kind: RequestKind;
  readonly isCheck: boolean;
  readonly isFailed: boolean;
  /** When it ended: `14:03:12`, in the zone of the server. */
  readonly time: string;
  readonly client: string;
  readonly method: string;
  readonly path: string;
  readonly times: number;
  /** `× 14`; empty for one. */
  readonly timesText: string;
  /** With `≈` if it only follows from what was in memory; empty if it is not known. */
  readonly model: string;
  readonly status: string;
  readonly tone: "plain" | "warn" | "wrong";
  /** What the status means, or that a model was loaded meanwhile. */
  readonly note: string;
  readonly took: string;
  /** How long it took; of same ones in a row, the longest. */
  readonly longestMs: number;
  readonly line: string;
};

/** The rows of each block, by its number. An unchanged block has the same rows again. */
export const requestRows = (
  blocks: RequestBlocks,
  memory: MemoryHistory,
): Readonly<Record<string, readonly RequestRow[]>> =>
  Object.fromEntries([...blocks].map(([number, requests]) => [number, rowsOf(requests, memory)]));

const lastRows = lastResults<readonly RequestRow[]>();

/**
 * The time that fills a bar: the longest of all answers, but no less than a long one takes, so that bars seldom change. A
 * download may take hours.
 */
export const wholeBarMs = (blocks: RequestBlocks): number =>
  [...blocks.values()]
    .flat()
    .reduce(
      (most, { kind, longestMs }) => (kind === "other" ? most : Math.max(most, longestMs)),
      LONG_ANSWER_MS,
    );

const LONG_ANSWER_MS = 30_000;

/** Models are guessed anew only where a later reading may tell more. */
function rowsOf(requests: readonly ServedRequest[], memory: MemoryHistory): readonly RequestRow[] {
  const decidedBy = decidingStep(memory, Math.max(...requests.map(({ untilMs }) => untilMs)));
  return lastRows(requests, [decidedBy], () => requests.map((request) => rowOf(request, memory)));
}

function rowOf(request: ServedRequest, memory: MemoryHistory): RequestRow {
  const { number, kind, method, path, status, time, times, longestMs, line } = request;
  return {
    key: number,
    kind,
    isCheck: isCheck(request),
    isFailed: status >= 400,
    time,
    client: describeClient(request),
    method,
    path,
    times,
    timesText: times > 1 ? `× ${grouped(times)}` : "",
    model: describeModel(request, memory),
    status: String(status),
    tone: status >= 500 ? "wrong" : status >= 400 ? "warn" : "plain",
    note: describeStatus(request),
    took: describeTime(request),
    longestMs,
    line,
  };
}

function describeClient({ asker, client }: ServedRequest): string {
  if (asker.kind === "paddock") return l10n.t("Paddock");
  return client === "" || isLoopback(client) ? l10n.t("this machine") : client;
}

function describeModel(request: ServedRequest, memory: MemoryHistory): string {
  const { asker } = request;
  if (asker.kind === "paddock" && asker.model !== undefined) return asker.model;
  const likely = likelyModel(memory, request);
  return likely === undefined ? "" : `${GUESS} ${likely}`;
}

const GUESS = "≈";

/** Whether the line does not name the model of the row. */
export const isGuess = ({ model }: RequestRow): boolean => model.startsWith(GUESS);

function describeTime({ shortestMs, longestMs }: ServedRequest): string {
  if ((shortestMs === 0 || shortestMs >= 0.5) && longestMs < 60_000)
    return tookBetween(shortestMs, longestMs);
  const [shortest, longest] = [describeMs(shortestMs), describeMs(longestMs)];
  return shortest === longest ? longest : l10n.t("{0} – {1}", shortest, longest);
}

function describeMs(ms: number): string {
  if (ms > 0 && ms < 0.5) return `< ${took(1)}`;
  if (ms < 60_000) return took(ms);
  const seconds = Math.round(ms / 1_000) % 60;
  const minutes = elapsed(Math.round(ms / 1_000) * 1_000 - seconds * 1_000);
  return seconds === 0 || ms >= 3_600_000 ? minutes : `${minutes} ${took(seconds * 1_000)}`;
}

/** That a model was loaded meanwhile; or what Ollama means by a status where it has one reason (docs/ollama.md §4.7); its log does not name it. */
function describeStatus({ kind, status, path, loadedMs }: ServedRequest): string {
  switch (status) {
    case 200:
      return loadedMs === undefined ? "" : l10n.t("a model was loaded meanwhile, {0}", took(loadedMs));
    case 403:
      return l10n.t("its origin or host is not allowed");
    case 404:
      return kind !== "other" || path === "/api/show" ? l10n.t("the model was not found") : "";
    case 405:
      return l10n.t("another method is needed");
    case 499:
      return l10n.t("the client ended it");
    case 503:
      return kind === "other" ? "" : l10n.t("too many were waiting");
    default:
      return "";
  }
}
