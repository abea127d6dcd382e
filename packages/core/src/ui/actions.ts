import * as v from "valibot";
import { hostOf, type AppState } from "../app/state.ts";
import type { DownloadId } from "../downloads/download-id.ts";
import { hostIdSchema, type HostId } from "../hosts/host.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Refusal } from "../shared/decision.ts";
import { describeIssue } from "../shared/describe-issue.ts";
import type { ActionContext, ActionAnswer, ActionEntry, Doors } from "./action.ts";
import { DOWNLOAD_ACTIONS } from "./actions/downloads.ts";
import { MODEL_ACTIONS } from "./actions/models.ts";
import { PADDOCK_ACTIONS } from "./actions/paddock.ts";
import { SERVICE_ACTIONS } from "./actions/service.ts";
import type { Question } from "./confirm.port.ts";

/** Everything that can be asked for. Palette, menus, pages and other extensions offer what stands here. */
const TABLE = { ...SERVICE_ACTIONS, ...MODEL_ACTIONS, ...DOWNLOAD_ACTIONS, ...PADDOCK_ACTIONS };

type Table = typeof TABLE;

/** The name of an action. */
export type ActionType = keyof Table;

type InputOf<Entry> = Entry extends ActionEntry<infer Input> ? Input : never;
type Inputs = { readonly [Type in ActionType]: InputOf<Table[Type]> };

/** The actions that are about one model, and about one download. */
type About<Subject> = {
  [Type in ActionType]: Subject extends Inputs[Type] ? (Inputs[Type] extends Subject ? Type : never) : never;
}[ActionType];

/** The same table, in the form in which an action's input goes with its functions. */
export const ACTIONS: { readonly [Type in ActionType]: ActionEntry<Inputs[Type]> } = TABLE;

/** The names of all actions, in the order of the table. */
export const ACTION_TYPES = Object.keys(ACTIONS).filter((type) => isActionType(type));

/** A request for one action; `host` is the one that is watched unless it says another. */
type RequestFor<Type extends ActionType> = {
  [Key in Type]: { readonly type: Key; readonly host?: HostId } & Inputs[Key];
}[Type];

/** A request for any action. */
export type ActionRequest = RequestFor<ActionType>;

/** Something to press: what it says, and what it asks for. Plain JSON. */
export type Action = {
  readonly label: string;
  readonly request: ActionRequest;
  /** Whether it cannot be pressed just now. */
  readonly isOff?: boolean;
};

/** Something to press, with the label that the action has everywhere unless another fits better here. */
export const actionOf = (request: ActionRequest, label = labelOf(request.type)): Action => ({
  label,
  request,
});

/** What a button says that does it. */
export const labelOf = (type: ActionType): string => (ACTIONS[type].label ?? ACTIONS[type].title)();

/** Why an action is not done now; `undefined` where it is. */
export function whyNot<Type extends ActionType>(
  state: AppState,
  request: RequestFor<Type>,
): Refusal | undefined {
  const { type, host } = request;
  if (host !== undefined && ACTIONS[type].about !== "paddock" && host !== hostOf(state))
    return { reason: "not-watched", host };
  return ACTIONS[type].when(state, request);
}

/** Whether an action is to be offered now: it would be done, and is of use. */
export function isOffered<Type extends ActionType>(state: AppState, request: RequestFor<Type>): boolean {
  return whyNot(state, request) === undefined && ACTIONS[request.type].isWorthwhile(state, request);
}

/** Those of several actions that are to be offered now. */
export const offered = (state: AppState, requests: readonly ActionRequest[]): readonly Action[] =>
  requests.filter((request) => isOffered(state, request)).map((request) => actionOf(request));

/** What the person is asked before it is done, if anything. */
export const questionOf = async <Type extends ActionType>(
  context: ActionContext,
  request: RequestFor<Type>,
): Promise<Question | undefined> => ACTIONS[request.type].confirm?.(context, request);

/** Does it. */
export const runAction = <Type extends ActionType>(
  context: ActionContext,
  request: RequestFor<Type>,
): Promise<ActionAnswer> => ACTIONS[request.type].run(context, request);

/** The actions that a model's row offers now. */
export const modelOffers = (state: AppState, model: ModelName): readonly ActionType[] =>
  ON_MODEL_ROWS.filter((type) => isOffered(state, { type, model }));

/** The actions that a download's row offers now. */
export const downloadOffers = (state: AppState, id: DownloadId): readonly DownloadActionType[] =>
  ON_DOWNLOAD_ROWS.filter((type) => isOffered(state, { type, id }));

const isOnRows = (type: ActionType): boolean =>
  ACTIONS[type].menus?.some((menu) => menu.place === "row" && !menu.onEveryRow) ?? false;

/** An action about a model. */
export type ModelActionType = About<{ readonly model: ModelName }>;
/** An action about a download. */
export type DownloadActionType = About<{ readonly id: DownloadId }>;

/** Whether an action is about one model. */
export const isModelAction = (type: ActionType): type is ModelActionType => ACTIONS[type].about === "model";
/** Whether an action is about one download. */
export const isDownloadAction = (type: ActionType): type is DownloadActionType =>
  ACTIONS[type].about === "download";

const ON_MODEL_ROWS = ACTION_TYPES.filter(isModelAction).filter(isOnRows);
const ON_DOWNLOAD_ROWS = ACTION_TYPES.filter(isDownloadAction).filter(isOnRows);

function isActionType(text: string): text is ActionType {
  return Object.hasOwn(ACTIONS, text);
}

/** The action of a command's id. */
export const actionOfCommand = (id: string): ActionType | undefined =>
  ACTION_TYPES.find((type) => ACTIONS[type].doors.palette === id);

/** The command that does it, where it needs no more to be said. */
export const commandOf = ({ type }: ActionRequest): string | undefined =>
  isModelAction(type) || isDownloadAction(type) ? undefined : ACTIONS[type].doors.palette;

const headSchema = v.object({ type: v.string(), host: v.exactOptional(hostIdSchema) });

/** A request as it comes through a door, about the host that is watched unless it says another; or what is wrong. */
export function parseRequest(
  door: keyof Doors,
  said: unknown,
  state: AppState,
): { readonly request: ActionRequest } | { readonly problem: string } {
  try {
    const head = v.safeParse(headSchema, said);
    if (!head.success) return { problem: describeIssue(head.issues) };
    const { type, host = hostOf(state) } = head.output;
    if (!isActionType(type) || ACTIONS[type].doors[door] === undefined)
      return { problem: `type: ${type} cannot be asked for here` };
    return requestOf(type, said, host);
  } catch {
    return { problem: "it cannot be read" }; // a property of it throws
  }
}

function requestOf<Type extends ActionType>(
  type: Type,
  said: unknown,
  host: HostId | undefined,
): { readonly request: RequestFor<Type> } | { readonly problem: string } {
  const parsed = ACTIONS[type].parse(said);
  if ("problem" in parsed) return parsed;
  return { request: { type, ...(host !== undefined && { host }), ...parsed.input } };
}
