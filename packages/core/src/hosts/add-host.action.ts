import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { describeEndpointProblem } from "../ui/text/failure.view.ts";
import { originOf, type Endpoint } from "./endpoint.ts";
import { readHostList } from "./host-list.ts";
import { hostIdOf } from "./host.ts";
import { reachHost } from "./reach-host.action.ts";
import { writing } from "../ui/write-settings.action.ts";

/** Asks for a host, tests it, writes it into the list, and shows it in this window. */
export const addHost = (context: ActionContext): Promise<ActionAnswer> =>
  addHostFrom(context, { address: "" });

/** What the person is asked to confirm or to change. An absent name is that of the address. */
type Proposal = { readonly address: string; readonly name?: string };

/** The same, with an address and a name that are entered already. */
export async function addHostFrom(context: ActionContext, proposal: Proposal): Promise<ActionAnswer> {
  const { app, hosts } = context;
  const endpoint = await askForAddress(context, proposal.address);
  if (!endpoint) return refused({ reason: "declined" });
  const name = await askForName(context, proposal.name ?? endpoint.hostname);
  if (name === undefined) return refused({ reason: "declined" });
  const access = await reachHost(context, { name, endpoint }, {});
  if (access === "other-address") return addHostFrom(context, { ...proposal, address: originOf(endpoint) });
  if (!access) return refused({ reason: "declined" });
  const refusal = await writing("hosts", () => hosts.add({ name, address: originOf(endpoint), ...access }));
  if (refusal) return refused(refusal);
  app.choose(hostIdOf(endpoint));
  return done();
}

/** For Ollama an address without a host is its own (docs/ollama.md §4.1); a person has not typed it to its end. */
const NO_HOST_YET = /^\s*\w+:\/*\s*$/;

async function askForAddress({ app, prompt }: ActionContext, typed: string): Promise<Endpoint | undefined> {
  const read = (text: string) =>
    readHostList([text], endpointsOf(app.state()))[0]?.parsed ?? { problem: "not-an-entry" };
  const text = await prompt.text({
    title: l10n.t("Add Host"),
    prompt: l10n.t("The address of Ollama there, like “gpu-box:11434” or “https://ollama.example.com”"),
    value: typed,
    problem(entered) {
      if (entered.trim() === "") return l10n.t("Enter an address.");
      if (NO_HOST_YET.test(entered)) return describeEndpointProblem("bad-host");
      const parsed = read(entered);
      return "problem" in parsed ? describeEndpointProblem(parsed.problem) : undefined;
    },
  });
  const parsed = text === undefined ? undefined : read(text);
  return parsed && "endpoint" in parsed ? parsed.endpoint : undefined;
}

async function askForName({ app, prompt }: ActionContext, proposed: string): Promise<string | undefined> {
  const taken = new Set(app.state().facts.watched.map(({ name }) => name));
  const read = (text: string) => readHostList([{ name: text, address: "x" }])[0]?.name ?? "";
  const text = await prompt.text({
    title: l10n.t("Add Host"),
    prompt: l10n.t("The name that Paddock shows"),
    value: proposed,
    problem(typed) {
      if (typed.trim() === "") return l10n.t("Enter a name.");
      return taken.has(read(typed)) ? l10n.t("Another host has this name.") : undefined;
    },
  });
  return text === undefined ? undefined : read(text);
}

const endpointsOf = (state: AppState): readonly Endpoint[] =>
  state.facts.watched.flatMap(({ host }) => hostFacts(state, host).service.endpoint ?? []);
