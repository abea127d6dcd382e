import { decideHere } from "../app/decide.ts";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import type { Refusal } from "../shared/decision.ts";
import { dispatchAt, done, refusalOf, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { contextLengthOf, detailsOf } from "./details.ts";
import { loadSettingsOf, type LoadSettings } from "./load-settings.ts";
import type { LoadSettingsProblem } from "./load-settings-problem.ts";
import type { ModelName } from "./model-name.ts";
import { findModel } from "./models.ts";
import { parseLoadSettings, type TypedLoadSettings } from "./typed-load-settings.ts";

type Choosing = TypedLoadSettings & { readonly model: ModelName };

/** Why a model cannot be loaded by what was typed. */
export function whyNotLoadedSo(state: AppState, choosing: Choosing): Refusal | undefined {
  const parsed = parsedIn(state, choosing);
  if (parsed.kind === "problem") return refusalFor(choosing, parsed.problems);
  return refusalOf(decideHere(state, commandOf(choosing, parsed.settings)));
}

/** Remembers how a model is to be loaded from now on. */
export async function chooseLoading(
  context: Pick<ActionContext, "app" | "host">,
  choosing: Choosing,
): Promise<ActionAnswer> {
  const parsed = parsedIn(context.app.state(), choosing);
  if (parsed.kind === "problem") return refused(refusalFor(choosing, parsed.problems));
  const decision = await dispatchAt(context, commandOf(choosing, parsed.settings));
  return decision.accepted ? done() : refused(decision.refusal);
}

const refusalFor = ({ model }: Choosing, problems: readonly LoadSettingsProblem[]): Refusal => ({
  reason: "bad-load-settings",
  model,
  problems,
});

const commandOf = ({ model }: Choosing, settings: LoadSettings) =>
  ({ type: "loading.choose", model, settings }) as const;

function parsedIn(
  state: AppState,
  { model: name, ...typed }: Choosing,
): ReturnType<typeof parseLoadSettings> {
  const models = modelsOf(state);
  const model = findModel(models, name);
  const most = model && contextLengthOf(model, detailsOf(models, model));
  return parseLoadSettings(typed, loadSettingsOf(hostFacts(state).loadSettings, name), most);
}
