import { parseDownloadId } from "../downloads/download-id.ts";
import { hostOfDownload } from "../downloads/downloads-here.view.ts";
import { downloadChoices } from "../downloads/download-picker.view.ts";
import { modelChoices, whyNoChoice } from "../models/model-picker.view.ts";
import { parseModelName } from "../models/model-name.ts";
import { readIfUnknown, readModels } from "../models/refresh-models.action.ts";
import * as l10n from "@vscode/l10n";
import { firstLook } from "../service/first-look.action.ts";
import { isStartedWhenNeeded, startWhenNeeded } from "../service/start-when-needed.action.ts";
import { toFailure } from "../shared/failure.ts";
import type { Refusal } from "../shared/decision.ts";
import { hostOf } from "../app/state.ts";
import { contextAt, refused, type ActionAnswer, type ActionContext } from "./action.ts";
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
 * Performs an action: refuses it, or asks the person for confirmation if needed, and then runs it. What would be refused
 * while nothing is known yet is decided after the first look. An unknown model is searched for first, because models are
 * not polled while no view is visible. It applies to one host to its end, even if the person chooses another one. A
 * service that the action needs may be started first, after the question of the action if that is known by then.
 */
export async function perform(given: ActionContext, request: ActionRequest): Promise<ActionAnswer> {
  const { host = hostOf(given.app.state()) } = request;
  const context = host === undefined ? given : contextAt(given, host);
  const start = await startFor(context, request);
  if (start === "declined") return refused({ reason: "declined" });
  if (whyNot(context.app.state(), request)) await firstLook(context);
  if (isModelAction(request.type) && "model" in request && request.model)
    await readIfUnknown(context, request.model);
  const refusal = whyNot(context.app.state(), request);
  if (refusal) return refused(refusal);
  const shown = context.app.state();
  const question = start === "confirmed" ? undefined : await questionOf(context, request);
  if (question && !(await context.confirm.confirm(question))) return refused({ reason: "declined" });
  return runAction(context, request, shown);
}

/** Starts the service for an action that needs it; the person is asked about the action first, if there is a question. */
async function startFor(
  context: ActionContext,
  request: ActionRequest,
): Promise<"confirmed" | "declined" | undefined> {
  if (!ACTIONS[request.type].needsService || !(await isStartedWhenNeeded(context))) return undefined;
  const question = await questionOf(context, request);
  if (question && !(await context.confirm.confirm(question))) return "declined";
  await startWhenNeeded(context);
  return question && "confirmed";
}

/**
 * Performs a request of another extension, which is parsed like all foreign data. The person is asked to confirm it, but
 * gets no further offers: they did not request it.
 */
export async function performForOthers(context: ActionContext, data: unknown): Promise<ActionAnswer> {
  const parsed = parseRequest("api", data, context.app.state());
  if ("problem" in parsed) return refused({ reason: "bad-command", problem: parsed.problem });
  try {
    return await perform({ ...context, show: { ...context.show, offer: async () => false } }, parsed.request);
  } catch (error) {
    // VS Code rejects a dialog of a window that closes: an answer of ours never rejects.
    return { accepted: true, completed: Promise.resolve({ kind: "failed", failure: toFailure(error) }) };
  }
}

/** Performs an action from the palette or a menu on `target`, a row or a name; otherwise the person chooses one. */
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
  const data = { type, ...(typeof target === "string" ? { text: target } : rowInput(target)) };
  const parsed = parseRequest("palette", data, context.app.state());
  return "problem" in parsed ? { reason: "bad-command", problem: parsed.problem } : parsed.request;
}

async function onModel(
  context: ActionContext,
  type: ModelActionType,
  target: unknown,
): Promise<ActionRequest | Refusal> {
  const given = isGiven(target) ? nameIn(target) : undefined;
  if (given !== undefined) {
    const model = parseModelName(given);
    return model ? { type, model } : { reason: "no-such-model", model: shortened(given) };
  }
  if (ACTIONS[type].needsService) await startWhenNeeded(context);
  await firstLook(context);
  await readModels(context);
  const { app, clock, prompt } = context;
  const choices = modelChoices(app.state(), clock.now(), type);
  if (choices.length === 0) return whyNoChoice(app.state(), type);
  const title = ACTIONS[type].title();
  const model = await prompt.choose({ title, placeholder: l10n.t("Select a model"), choices });
  return model ? { type, model } : { reason: "declined" };
}

/** If there is only one download to choose, it is chosen without asking. */
async function onDownload(
  context: ActionContext,
  type: DownloadActionType,
  target: unknown,
): Promise<ActionRequest | Refusal> {
  const { app, clock, prompt } = context;
  if (isGiven(target)) {
    const id = parseDownloadId(nameIn(target));
    if (!id) return { reason: "no-such-download" };
    const host = hostOfDownload(app.state(), id);
    return { type, id, ...(host !== undefined && { host }) };
  }
  const choices = downloadChoices(app.state(), clock.now(), type);
  const [only] = choices;
  if (!only) return ACTIONS[type].none?.(app.state()) ?? { reason: "no-such-download" };
  if (choices.length === 1) return onDownload(context, type, only.value);
  const title = ACTIONS[type].title();
  const id = await prompt.choose({ title, placeholder: l10n.t("Select a download"), choices });
  return id ? onDownload(context, type, id) : { reason: "declined" };
}

/** The key of a tree row, or a name that another extension passed. */
function nameIn(target: unknown): string {
  if (typeof target === "string") return target;
  if (typeof target !== "object" || target === null) return "";
  try {
    return "key" in target && typeof target.key === "string" ? target.key : "";
  } catch {
    return ""; // a property of it throws
  }
}

/** What the row of a host says about itself. */
function rowInput(target: unknown): object {
  if (typeof target !== "object" || target === null) return {};
  try {
    return "host" in target && typeof target.host === "string" ? { to: target.host, host: target.host } : {};
  } catch {
    return {}; // a property of it throws
  }
}

/** The palette passes nothing; a target that cannot be read must not become a choice of another one. */
const isGiven = (target: unknown): boolean => target !== undefined && target !== null;

const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}…` : text);
