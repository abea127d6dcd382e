import * as l10n from "@vscode/l10n";
import { versionOf, type Service } from "../service/service.ts";
import { isOlderThan } from "../service/versions.ts";
import { grouped, plural } from "../ui/text/format.view.ts";

/** "context 8,192 of 131,072", as far as both are known. */
export function describeContext(allocated: number | undefined, most: number | undefined): string {
  if (allocated === undefined) return "";
  return most === undefined || most < allocated
    ? l10n.t("context {0}", grouped(allocated))
    : l10n.t("context {0} of {1}", grouped(allocated), grouped(most));
}

/** "131,072 tokens". */
export const countTokens = (count: number): string =>
  plural(count, {
    one: l10n.t("{0} token", grouped(count)),
    other: l10n.t("{0} tokens", grouped(count)),
  });

/** A model of usual size is loaded by then. */
const SLOW_LOAD_MS = 20_000;

/** Whether a slow load may wait for a conversion: Ollama converts models before their first load since 0.40 (docs/ollama.md §8.6). */
export const mayBeConverting = (service: Service, sinceMs: number, nowMs: number): boolean =>
  nowMs - sinceMs > SLOW_LOAD_MS && !isOlderThan(versionOf(service), "0.40.0");
