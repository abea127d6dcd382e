import * as l10n from "@vscode/l10n";
import { bytes, clockTime, grouped, plural, took } from "../ui/text/format.view.ts";
import type { MadeRequest } from "./made-request.ts";

export type MadeRequestRow = {
  readonly key: number;
  readonly began: string;
  readonly method: string;
  readonly path: string;
  readonly origin: string;
  readonly purpose: string;
  readonly status: string;
  readonly size: string;
  readonly took: string;
  readonly isWrong: boolean;
};

export type MadeRequestsView = {
  /** The newest first; around an event the oldest first. */
  readonly rows: readonly MadeRequestRow[];
  readonly byHost: readonly { readonly key: string; readonly minute: string; readonly all: string }[];
  readonly remark: string;
};

const MOST_ROWS = 100;
const AROUND_MS = 2_000;
const MINUTE_MS = 60_000;

export const inLastMinute = (requests: readonly MadeRequest[], nowMs: number): number =>
  requests.filter(({ atMs }) => nowMs - atMs < MINUTE_MS).length;

/** The requests of this window: the last ones, or those around the time of an event. */
export function madeRequestsView(
  requests: readonly MadeRequest[],
  nowMs: number,
  aroundMs?: number,
): MadeRequestsView {
  const shown =
    aroundMs === undefined
      ? requests.slice(-MOST_ROWS).toReversed()
      : requests.filter(({ atMs }) => Math.abs(atMs - aroundMs) <= AROUND_MS);
  return {
    rows: shown.map(rowOf),
    byHost: [...new Set(requests.map(({ origin }) => origin))].map((key) => {
      const all = requests.filter(({ origin }) => origin === key);
      return { key, minute: grouped(inLastMinute(all, nowMs)), all: grouped(all.length) };
    }),
    remark: remarkOn(shown.length, aroundMs !== undefined),
  };
}

function remarkOn(count: number, isAround: boolean): string {
  if (count > 0) return "";
  return isAround
    ? l10n.t("This window made no request within two seconds of it, or no longer knows it.")
    : l10n.t("This window has made no requests.");
}

/** "6 requests a minute". */
export const perMinute = (count: number): string =>
  plural(count, {
    one: l10n.t("1 request a minute"),
    other: l10n.t("{0} requests a minute", grouped(count)),
  });

const rowOf = ({
  number,
  atMs,
  method,
  path,
  origin,
  status,
  bytes: size,
  ending,
}: MadeRequest): MadeRequestRow => ({
  key: number,
  began: clockTime(atMs),
  method,
  path,
  origin,
  purpose: purposeOf(`${method} ${path}`),
  status:
    ending.kind === "failed"
      ? ending.failure
      : ending.kind === "aborted"
        ? l10n.t("aborted")
        : String(status ?? "…"),
  size: bytes(size),
  took: ending.kind === "open" ? "…" : took(ending.tookMs),
  isWrong: ending.kind === "failed" || (status ?? 0) >= 400,
});

/** What Paddock asks for with a request (docs/ollama.md §1.1). */
function purposeOf(request: string): string {
  const [, purpose] = PURPOSES.find(([pattern]) => pattern.test(request)) ?? [];
  return purpose?.() ?? "";
}

const PURPOSES: readonly (readonly [RegExp, () => string])[] = [
  [/^GET .*\/api\/version$/, () => l10n.t("whether Ollama is there")],
  [/^GET .*\/api\/tags$/, () => l10n.t("the list of models")],
  [/^GET .*\/api\/ps$/, () => l10n.t("what is loaded")],
  [/^POST .*\/api\/show$/, () => l10n.t("details of a model")],
  [/^POST .*\/api\/pull$/, () => l10n.t("a download")],
  [/^POST .*\/api\/create$/, () => l10n.t("a new model")],
  [/^POST .*\/api\/copy$/, () => l10n.t("a copy of a model")],
  [/^DELETE .*\/api\/delete$/, () => l10n.t("deletion of a model")],
  [/^(HEAD|POST) .*\/api\/blobs\//, () => l10n.t("a file of a model")],
  [/^POST .*\/api\/(chat|generate|embed)$/, () => l10n.t("an answer, or a load")],
  [/^\w+ \/v2\/.*\/manifests\//, () => l10n.t("what a model consists of")],
];
