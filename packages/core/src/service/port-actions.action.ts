import * as l10n from "@vscode/l10n";
import { hostFacts, hostOf, type AppState } from "../app/state.ts";
import { shownAddress } from "../hosts/endpoint.ts";
import type { Refusal } from "../shared/decision.ts";
import { done, hostIn, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { copyText } from "../ui/copy-text.action.ts";
import { writeSettings } from "../ui/write-settings.action.ts";
import { isElsewhere } from "./owner.ts";
import { whyNoHost } from "./why-not-running.ts";
import type { PortHolders } from "./port-holders.port.ts";

/** How many ports to try before the next one is suggested anyway. */
const MOST_TRIES = 20;

/** Why the port cannot be changed or looked at from here. */
export function whyNoPort(state: AppState): Refusal | undefined {
  const { service } = hostFacts(state);
  return whyNoHost(service) ?? (isElsewhere(service.owner) ? { reason: "remote" } : undefined);
}

/** Why the address of this host is not changed here: those of a list are changed in it. */
export function whyNoOtherAddress(state: AppState): Refusal | undefined {
  const host = hostOf(state);
  const isListed = state.facts.watched.some((one) => one.host === host && one.name !== undefined);
  return whyNoPort(state) ?? (isListed ? { reason: "listed-host" } : undefined);
}

/** Asks for a port that is free, and writes it into the setting of the host. */
export async function useOtherPort(context: ActionContext): Promise<ActionAnswer> {
  const { app, prompt, show } = context;
  const { endpoint } = hostFacts(app.state()).service;
  const holders = holdersOf(context);
  if (!endpoint || !holders) return refused(whyNoPort(app.state()) ?? { reason: "remote" });
  const text = await prompt.text({
    title: l10n.t("Use Another Port"),
    prompt: l10n.t("The port for Ollama. Other programs then need the new address, too."),
    value: String(await nextFree(endpoint.port, holders)),
    problem: (entered) =>
      parsePort(entered) === undefined ? l10n.t("Enter a number from 1024 to 65535.") : undefined,
  });
  const port = text === undefined ? undefined : parsePort(text);
  if (port === undefined) return refused({ reason: "declined" });
  if (!(await holders.isFree(port))) return refused({ reason: "port-not-free", port });
  const host = shownAddress({ ...endpoint, port });
  const refusal = await writeSettings(context, { host });
  if (refusal) return refused(refusal);
  show.mention(l10n.t("Paddock now looks for Ollama at {0}.", host));
  return done();
}

/** Copies the command that shows in a terminal who holds the port. */
export async function copyPortCommand(context: ActionContext): Promise<ActionAnswer> {
  const refusal = whyNoPort(context.app.state());
  const holders = holdersOf(context);
  return refusal || !holders ? refused(refusal ?? { reason: "remote" }) : copyText(context, holders.command);
}

function holdersOf(context: ActionContext): PortHolders | undefined {
  const host = hostIn(context);
  return host === undefined ? undefined : context.holders(host);
}

async function nextFree(port: number, holders: PortHolders): Promise<number> {
  for (let next = port + 1; next <= Math.min(port + MOST_TRIES, 65_535); next++)
    if (await holders.isFree(next)) return next;
  return port;
}

/** Ports below 1024 need rights that Paddock does not ask for. */
function parsePort(text: string): number | undefined {
  const port = /^\s*\d{4,5}\s*$/.test(text) ? Number(text) : Number.NaN;
  return port >= 1_024 && port <= 65_535 ? port : undefined;
}
