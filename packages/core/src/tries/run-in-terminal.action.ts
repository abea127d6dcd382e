import { hostFacts, type AppState } from "../app/state.ts";
import { shownUrl } from "../hosts/endpoint.ts";
import { whyNoHost } from "../service/why-not-running.ts";
import type { Refusal } from "../shared/decision.ts";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import type { Prompt } from "./prompt.ts";
import { whyNotTried } from "./try-model.action.ts";

/** Why a model cannot be run in a terminal. */
export const whyNotInTerminal = (state: AppState, tried: Pick<Prompt, "model">): Refusal | undefined =>
  whyNoHost(hostFacts(state).service) ?? whyNotTried(state, tried);

/**
 * Types `ollama run` into a terminal; the person presses Enter. A model name has no character that a shell expands, and
 * the host is a variable of the terminal, so nothing needs quotes, whichever shell it is.
 */
export async function runInTerminal(
  { app, show }: ActionContext,
  { model }: Pick<Prompt, "model">,
): Promise<ActionAnswer> {
  const refusal = whyNotInTerminal(app.state(), { model });
  if (refusal) return refused(refusal);
  const { endpoint } = hostFacts(app.state()).service;
  if (!endpoint) return refused({ reason: "no-host" });
  await show.terminal(`ollama run ${model}`, { OLLAMA_HOST: shownUrl(endpoint, "") });
  return done();
}
