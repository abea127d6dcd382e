import * as l10n from "@vscode/l10n";
import { hostFacts, hostOf, type AppState } from "../app/state.ts";
import { isElsewhere } from "../service/owner.ts";
import type { HostId } from "./host.ts";

/** The name of a host: the person's, or what the first one is. */
export const hostName = (state: AppState, host: HostId): string =>
  givenName(state, host) ?? l10n.t("This machine");

/** The same inside of a sentence. */
export const hostInSentence = (state: AppState, host: HostId): string =>
  givenName(state, host) ?? l10n.t("this machine");

/** `undefined`: it is this machine, and has no name. */
function givenName(state: AppState, host: HostId): string | undefined {
  const named = state.facts.watched.find((one) => one.host === host);
  if (!named) return host;
  if (named.name !== undefined) return named.name;
  const { service } = hostFacts(state, host);
  if (service.situation.kind === "misconfigured") return service.situation.setting;
  const { endpoint, owner } = service;
  return endpoint && isElsewhere(owner) ? endpoint.hostname : undefined;
}

/** Whether an address was chosen for an Ollama that is already there: then Ollama is not to be started at another port. */
export const isOtherHost = (state: AppState, host = hostOf(state)): boolean =>
  state.facts.watched.some((one) => one.host === host && one.name !== undefined) ||
  isElsewhere(hostFacts(state, host).service.owner);

/** The name of the host that this window shows, unless it is the first one. */
export function chosenName(state: AppState): string | undefined {
  const host = hostOf(state);
  return host === undefined || host === state.facts.watched[0]?.host ? undefined : hostName(state, host);
}

/** A text about a host; it says which one if the person might think of another. */
export const aboutHost = (state: AppState, host: HostId | undefined, text: string): string =>
  host === undefined || host === hostOf(state) ? text : l10n.t("{0}: {1}", hostName(state, host), text);
