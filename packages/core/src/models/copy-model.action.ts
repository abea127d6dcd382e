import * as l10n from "@vscode/l10n";
import { modelsOf, type AppState } from "../app/state.ts";
import type { WithoutHost } from "../hosts/host.ts";
import { refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { findModel } from "./models.ts";
import { NEW_MODEL, parseModelName, type ModelName } from "./model-name.ts";
import { operateOn } from "./operate-on-model.action.ts";
import type { ModelCommand } from "./operations.ts";

/** A model, and the new name for it or its copy; without a name, the person is asked. */
type Naming = { readonly model: ModelName; readonly destination?: ModelName };

type NamingCommand = Extract<ModelCommand, { readonly type: "model.copy" | "model.rename" }>;

/** The command that copies or renames a model; without a name, to a placeholder that no model has. */
export const namingCommand =
  (type: NamingCommand["type"]) =>
  ({ model, destination = NEW_MODEL }: Naming): WithoutHost<NamingCommand> => ({ type, model, destination });

export const copyModel = (context: ActionContext, naming: Naming): Promise<ActionAnswer> =>
  copyOrRename(context, naming, "model.copy");

export const renameModel = (context: ActionContext, naming: Naming): Promise<ActionAnswer> =>
  copyOrRename(context, naming, "model.rename");

async function copyOrRename(
  context: ActionContext,
  naming: Naming,
  type: NamingCommand["type"],
): Promise<ActionAnswer> {
  const destination = naming.destination ?? (await askForName(context, naming.model, type));
  if (!destination) return refused({ reason: "declined" });
  return operateOn(context, { type, model: naming.model, destination });
}

async function askForName(
  { app, prompt }: ActionContext,
  source: ModelName,
  to: NamingCommand["type"],
): Promise<ModelName | undefined> {
  const isCopy = to === "model.copy";
  const state = app.state();
  const text = await prompt.text({
    title: isCopy ? l10n.t("Copy “{0}”", source) : l10n.t("Rename “{0}”", source),
    prompt: isCopy
      ? l10n.t(
          "Enter a name for the copy. It shares the layers of the original and takes no extra disk space.",
        )
      : l10n.t(
          "Enter a new name. Paddock finds updates only for a model that keeps the name from its registry.",
        ),
    value: (isCopy ? copyNameOf(state, source) : source).replace(/:latest$/, ""),
    problem: (value) => problemOf(app.state(), value),
  });
  return text === undefined ? undefined : parseModelName(text);
}

/** An unused name for a copy of this model. */
function copyNameOf(state: AppState, source: ModelName): ModelName {
  const base = source.replace(/:[^:/]*$/, "");
  for (let number = 1; ; number++) {
    const name = parseModelName(number === 1 ? `${base}-copy` : `${base}-copy-${number}`) ?? source;
    if (name === source || !findModel(modelsOf(state), name)) return name;
  }
}

function problemOf(state: AppState, text: string): string | undefined {
  const name = parseModelName(text);
  if (!name) return l10n.t("This is not a valid model name. Use a name like “llama3.2” or “user/model:tag”.");
  return findModel(modelsOf(state), name)
    ? l10n.t("A model with this name already exists. Choose another name.")
    : undefined;
}
