import * as l10n from "@vscode/l10n";
import { describeOutdated, testSummary } from "../api-test/api-test.view.ts";
import { hostFacts, hostReadings, type AppState } from "../app/state.ts";
import { chosenName } from "../hosts/host-name.view.ts";
import { exposureOf, openToNetworkRemark } from "../service-log/exposure.view.ts";
import { ago, elapsed, remarks, withoutStop } from "../ui/text/format.view.ts";
import { describeRunBy } from "./owner.view.ts";
import { serverOfRun } from "./server-process.ts";
import { serverLabel } from "./server.view.ts";
import { sameSince } from "./remembered-service.ts";
import { isRunning, type Service } from "./service.ts";
import { describePlace, serviceWords } from "./service.view.ts";
import { isOllamaVersion } from "./versions.ts";

/** The first line, which begins with what a person should know first, and the second one. */
export type StripLines = { readonly first: string; readonly rest: string; readonly second: string };

/**
 * The address stands before the second line in every state, so neither repeats it. What is wrong comes before what it is
 * about.
 */
export function stripLines(state: AppState, nowMs: number): StripLines {
  const { service } = hostFacts(state);
  const { remark, tone } = serviceWords(state);
  const name = chosenName(state);
  const label = labelOf(service);
  switch (tone) {
    case "good":
      return {
        first: label,
        rest: remarks(openRemark(state), name, describeRunBy(service.owner), upRemark(state, nowMs)),
        second: remarks(testRemark(state, nowMs), remark),
      };
    case "busy":
    case "quiet": {
      const [first = "", ...rest] = [label, name, remark, stopRemark(service, nowMs)].filter(
        (one) => one !== undefined && one !== "",
      );
      return {
        first: first || describePlace(service),
        rest: remarks(...rest.map((one = "") => withoutStop(one))),
        second: testRemark(state, nowMs),
      };
    }
    case "warn":
    case "wrong":
      return { first: remark, rest: name ?? "", second: "" };
  }
}

/** How long it has run, if its process tells that. */
function upRemark(state: AppState, nowMs: number): string {
  const { startedAtMs } = serverOfRun(hostFacts(state).service, hostReadings(state).located) ?? {};
  return startedAtMs === undefined ? "" : l10n.t("up {0}", elapsed(nowMs - startedAtMs));
}

/** When it stopped, if that was asked for here, or seen after it had come back. */
const stopRemark = ({ situation, stop }: Service, nowMs: number): string =>
  situation.kind === "stopped" && stop?.kind === "holds"
    ? l10n.t("stopped {0}", ago(stop.sinceMs, nowMs))
    : "";

/** The result of the last test, while it is one of what runs now; where nothing runs, that of one since then. */
function testRemark(state: AppState, nowMs: number): string {
  const { service, test } = hostFacts(state);
  if (!test || describeOutdated(test, service) !== undefined) return "";
  if (!isRunning(service) && test.sinceSeq < sameSince(service)) return "";
  return testSummary(test, service, nowMs)?.text ?? "";
}

/** What runs, or the Ollama that ran last. */
function labelOf({ situation, lastVersion }: Service): string {
  if (situation.kind === "running") return serverLabel(situation);
  return lastVersion !== undefined && isOllamaVersion(lastVersion)
    ? serverLabel({ version: lastVersion })
    : "";
}

const openRemark = (state: AppState): string =>
  exposureOf(state) === undefined ? "" : openToNetworkRemark();
