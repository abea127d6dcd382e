import * as l10n from "@vscode/l10n";
import { hostFacts, hostReadings, type AppState } from "../app/state.ts";
import { isOurs } from "../service/owner.ts";
import { openHostSetting } from "../service/service-actions.view.ts";
import type { Action } from "../ui/actions.ts";
import { grouped, list, plural, sentences } from "../ui/text/format.view.ts";
import { exposedAddress } from "./exposure.ts";
import type { ShownLog } from "./shown-log.ts";

export type ExposureView = {
  readonly title: string;
  readonly text: string;
};

/** The address that other machines can reach; `undefined` if none can, as far as is known. */
export const exposureOf = (state: AppState): string | undefined =>
  exposedAddress(hostFacts(state).service, hostReadings(state));

/** What to do about it here; for an Ollama that is not ours, nothing. */
export const exposureActions = (state: AppState): readonly Action[] =>
  exposureOf(state) !== undefined && isOurs(hostFacts(state).service.owner) ? [openHostSetting()] : [];

/** That other machines can use Ollama, and who has; `null` if none can. */
export function exposureView(state: AppState, log: ShownLog): ExposureView | null {
  const address = exposureOf(state);
  if (address === undefined) return null;
  return {
    title: openToNetwork(),
    text: sentences(
      l10n.t("Ollama is reachable from your network at {0}, without a password.", address),
      describeClients(log),
      l10n.t(
        "If that is not what you want, let it listen on 127.0.0.1, or put a proxy with a password in front of it.",
      ),
    ),
  };
}

export const openToNetwork = (): string => l10n.t("Open to the network");

/** The same as one of several remarks. */
export const openToNetworkRemark = (): string => l10n.t("open to the network");

const MOST_NAMED = 3;

/** Which other machines have used it, as far as the log has been read. */
function describeClients(log: ShownLog): string {
  if (log.kind !== "followed" || log.clients.size === 0) return "";
  const clients = [...log.clients].toSorted(([, a], [, b]) => b - a);
  const named = clients.slice(0, MOST_NAMED).map(([address, requests]) =>
    plural(requests, {
      one: l10n.t("{0} ({1} request)", address, grouped(requests)),
      other: l10n.t("{0} ({1} requests)", address, grouped(requests)),
    }),
  );
  const others = clients.length - named.length;
  return others === 0
    ? l10n.t("Used by {0}.", list(named))
    : l10n.t("Used by {0} and others: {1}.", list(named), grouped(others));
}
