import { describeOutdated, testSummary } from "../api-test/api-test.view.ts";
import { hostFacts, type AppState } from "../app/state.ts";
import { chosenName } from "../hosts/host-name.view.ts";
import { exposureOf, openToNetworkRemark } from "../service-log/exposure.view.ts";
import { remarks } from "../ui/text/format.view.ts";
import { describeRunBy } from "./owner.view.ts";
import { serverLabel } from "./server.view.ts";
import type { Service } from "./service.ts";
import { describePlace, serviceWords } from "./service.view.ts";
import { isOllamaVersion } from "./versions.ts";

/**
 * Two lines: what a person should know first, and what is left. The address stands before the second one in every
 * state, so neither repeats it. What is wrong comes before what it is about.
 */
export function stripLines(state: AppState, nowMs: number): readonly [string, string] {
  const { service } = hostFacts(state);
  const { remark, tone } = serviceWords(state);
  const name = chosenName(state);
  switch (tone) {
    case "good":
      return [
        remarks(labelOf(service), name, describeRunBy(service.owner), openRemark(state)),
        remarks(testRemark(state, nowMs), remark),
      ];
    case "busy":
    case "quiet":
      return [remarks(labelOf(service), name, remark) || describePlace(service), ""];
    case "warn":
    case "wrong":
      return [remarks(remark, name), ""];
  }
}

/** The result of the last test, while it is one of what runs now. */
function testRemark(state: AppState, nowMs: number): string {
  const { service, test } = hostFacts(state);
  if (!test || describeOutdated(test, service) !== undefined) return "";
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
