import * as l10n from "@vscode/l10n";
import { hostFacts } from "../app/state.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { originOf } from "./endpoint.ts";

/** Asks the person for the request headers of the watched host, and saves them. */
export async function setHeaders({ app, prompt, show }: ActionContext): Promise<ActionAnswer> {
  const { endpoint } = hostFacts(app.state()).service;
  if (!endpoint) return refused({ reason: "no-host-for-headers" });
  const origin = originOf(endpoint);
  if (!(await prompt.headers(origin))) return refused({ reason: "declined" });
  show.mention(l10n.t("The request headers for {0} were saved.", origin));
  return done();
}
