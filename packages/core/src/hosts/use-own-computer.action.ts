import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Choice } from "../ui/choice.ts";
import { remarks } from "../ui/text/format.view.ts";
import { addHostFrom } from "./add-host.action.ts";
import { DEFAULT_ENDPOINT } from "./endpoint.ts";
import { isSameServer } from "./host-list.ts";
import { hostInSentence } from "./host-name.view.ts";
import type { HostId } from "./host.ts";
import { isLoopback } from "./hostname.ts";
import { remoteKindOf, wayOut, type OtherAddress, type PreparingLine, type WayOut } from "./remote-window.ts";
import {
  afterCopying,
  describeAddress,
  describeLine,
  describeOther,
  otherName,
  otherOllama,
} from "./remote-window.view.ts";

type Step =
  | { readonly kind: "add"; readonly address: string }
  | { readonly kind: "show"; readonly host: HostId }
  | { readonly kind: "copy"; readonly line: PreparingLine }
  | { readonly kind: "read" };

/** In a remote window: says how the Ollama of the other machine is reached, and adds it. No address is tried before. */
export async function useOwnComputer(context: ActionContext): Promise<ActionAnswer> {
  const { app, prompt, show } = context;
  const { remote } = app.state().local;
  if (remote === undefined) return refused({ reason: "own-computer" });
  const kind = remoteKindOf(remote);
  const way = wayOut({
    kind,
    surroundings: await context.surroundings(),
    forwardPort: forwardPort(app.state()),
  });
  const step = await prompt.choose({
    title: otherOllama(kind),
    placeholder: describeOther(kind),
    choices: stepsOf(app.state(), way),
  });
  switch (step?.kind) {
    case undefined:
      return refused({ reason: "declined" });
    case "add":
      return addHostFrom(context, { address: step.address, name: otherName(kind) });
    case "show":
      app.choose(step.host);
      return done();
    case "copy":
      await show.copy(step.line.line);
      show.mention(afterCopying(step.line));
      return done();
    case "read":
      await show.website(way.source);
      return done();
  }
}

function stepsOf(state: AppState, { addresses, lines }: WayOut): readonly Choice<Step>[] {
  const reached = addresses.map((one) => reach(state, one));
  const prepared = lines.map(prepare);
  const needsForward = addresses.some(({ by }) => by === "forward");
  return [
    ...(needsForward ? [...prepared, ...reached] : [...reached, ...prepared]),
    {
      value: { kind: "add", address: "" },
      label: addresses.length === 0 ? l10n.t("Enter an Address…") : l10n.t("Enter Another Address…"),
      detail: "",
    },
    { value: { kind: "read" }, label: l10n.t("Read How It Works"), detail: "" },
  ];
}

function reach(state: AppState, one: OtherAddress): Choice<Step> {
  const { address } = one;
  const host = watchedAt(state, address);
  return host === undefined
    ? {
        value: { kind: "add", address },
        label: l10n.t("Add {0}…", address),
        detail: describeAddress(one),
      }
    : {
        value: { kind: "show", host },
        label: l10n.t("Show {0}", hostInSentence(state, host)),
        detail: remarks(address, describeAddress(one)),
      };
}

const prepare = (line: PreparingLine): Choice<Step> => ({
  value: { kind: "copy", line },
  label: l10n.t("Copy “{0}”", line.line),
  detail: describeLine(line),
});

const watchedAt = (state: AppState, address: string): HostId | undefined =>
  state.facts.watched.find(({ host }) => {
    const { endpoint } = hostFacts(state, host).service;
    return endpoint && isSameServer(endpoint, address);
  })?.host;

/** Ollama's own port, unless an Ollama of this machine has it, or could be started there. */
function forwardPort(state: AppState): number {
  const [first] = state.facts.watched;
  const { endpoint = DEFAULT_ENDPOINT, situation } = hostFacts(state, first?.host).service;
  const isFree =
    situation.kind === "not-installed" ||
    endpoint.port !== DEFAULT_ENDPOINT.port ||
    !isLoopback(endpoint.dialHostname);
  return isFree ? DEFAULT_ENDPOINT.port : DEFAULT_ENDPOINT.port + 1;
}
