import { parseDownloadId } from "../downloads/download-id.ts";
import { downloadChoices } from "../downloads/download-picker.view.ts";
import { modelChoices } from "../models/model-picker.view.ts";
import { parseModelName } from "../models/model-name.ts";
import { lookFor, readModels } from "../models/refresh-models.action.ts";
import * as l10n from "@vscode/l10n";
import type { Refusal } from "../shared/decision.ts";
import { hostOf } from "../app/state.ts";
import { refused, type ActionAnswer, type ActionContext } from "./action.ts";
import {
  ACTIONS,
  isDownloadAction,
  isModelAction,
  parseRequest,
  questionOf,
  runAction,
  whyNot,
  type ActionRequest,
  type ActionType,
  type DownloadActionType,
  type ModelActionType,
} from "./actions.ts";

/**
 * Does what is asked for: says why not, asks the person where it must, and then runs it. What is not known yet of a model
 * is found out first: while nobody looks, nothing is read.
 */
export async function perform(context: ActionContext, request: ActionRequest): Promise<ActionAnswer> {
  if (isModelAction(request.type) && "model" in request && request.model)
    await lookFor(context, request.model);
  const refusal = whyNot(context.app.state(), request);
  if (refusal) return refused(refusal);
  // Another host may be watched by the time the person has answered: what they said yes to is not done there.
  const { host = hostOf(context.app.state()) } = request;
  const question = await questionOf(context, request);
  if (question && !(await context.confirm.confirm(question))) return refused({ reason: "declined" });
  return runAction({ ...context, ...(host !== undefined && { host }) }, request);
}

/** Does what another extension asks for; what it sends is parsed like anything from outside. */
export async function performForOthers(context: ActionContext, said: unknown): Promise<ActionAnswer> {
  const parsed = parseRequest("api", said, context.app.state());
  return "problem" in parsed
    ? refused({ reason: "bad-command", problem: parsed.problem })
    : perform(context, parsed.request);
}

/** Does an action as the palette or a menu asks for it: on `target`, a row or a name; else the person is asked on what. */
export async function performCommand(
  context: ActionContext,
  type: ActionType,
  target: unknown,
): Promise<ActionAnswer> {
  const asked = await requestOn(context, type, target);
  return "reason" in asked ? refused(asked) : perform(context, asked);
}

async function requestOn(
  context: ActionContext,
  type: ActionType,
  target: unknown,
): Promise<ActionRequest | Refusal> {
  if (isModelAction(type)) return onModel(context, type, target);
  if (isDownloadAction(type)) return onDownload(context, type, target);
  const said = { type, ...(typeof target === "string" && { text: target }) };
  const parsed = parseRequest("palette", said, context.app.state());
  return "problem" in parsed ? { reason: "bad-command", problem: parsed.problem } : parsed.request;
}

async function onModel(
  context: ActionContext,
  type: ModelActionType,
  target: unknown,
): Promise<ActionRequest | Refusal> {
  const told = parseModelName(nameIn(target));
  if (told) return { type, model: told };
  await readModels(context);
  const { app, clock, prompt } = context;
  const choices = modelChoices(app.state(), clock.now(), type);
  if (choices.length === 0) return ACTIONS[type].none?.(app.state()) ?? { reason: "no-models" };
  const model = await prompt.choose(l10n.t("Select a model"), choices);
  return model ? { type, model } : { reason: "declined" };
}

/** Where there is only one download to choose, nobody is asked. */
async function onDownload(
  { app, clock, prompt }: ActionContext,
  type: DownloadActionType,
  target: unknown,
): Promise<ActionRequest | Refusal> {
  const told = parseDownloadId(nameIn(target));
  if (told) return { type, id: told };
  const choices = downloadChoices(app.state(), clock.now(), type);
  const [only] = choices;
  if (!only) return ACTIONS[type].none?.(app.state()) ?? { reason: "no-such-download" };
  const id = choices.length === 1 ? only.value : await prompt.choose(l10n.t("Select a download"), choices);
  return id ? { type, id } : { reason: "declined" };
}

/** A row of a tree has a key; another extension may pass the name itself. */
function nameIn(target: unknown): string {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null || !("key" in target)) return "";
  return typeof target.key === "string" ? target.key : "";
}
