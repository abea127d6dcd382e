import * as v from "valibot";
import { hostOf, stateAt, type AppState } from "../app/state.ts";
import type { DownloadId } from "../downloads/download-id.ts";
import { hostIdSchema, type HostId } from "../hosts/host.ts";
import { isWatched } from "../hosts/watched-hosts.ts";
import type { ModelName } from "../models/model-name.ts";
import type { Refusal } from "../shared/decision.ts";
import { describeIssue } from "../shared/describe-issue.ts";
import type { ActionContext, ActionAnswer, ActionEntry, Doors } from "./action.ts";
import { ACTIVITY_ACTIONS } from "./actions/activity.ts";
import { CLIENT_ACTIONS } from "./actions/clients.ts";
import { DISK_ACTIONS } from "./actions/disk.ts";
import { DOCTOR_ACTIONS } from "./actions/doctor.ts";
import { DOWNLOAD_ACTIONS } from "./actions/downloads.ts";
import { HOST_ACTIONS } from "./actions/hosts.ts";
import { INSPECTOR_ACTIONS } from "./actions/inspector.ts";
import { MODEL_ACTIONS } from "./actions/models.ts";
import { PADDOCK_ACTIONS } from "./actions/paddock.ts";
import { LOADING_ACTIONS } from "./actions/loading.ts";
import { TRY_ACTIONS } from "./actions/tries.ts";
import { REPORT_ACTIONS } from "./actions/report.ts";
import { SEARCH_ACTIONS } from "./actions/search.ts";
import { SERVICE_ACTIONS } from "./actions/service.ts";
import type { Question } from "./confirm.port.ts";

/** All actions. The palette, menus, pages and other extensions offer those in this table. */
const TABLE = {
  ...SERVICE_ACTIONS,
  ...HOST_ACTIONS,
  ...MODEL_ACTIONS,
  ...LOADING_ACTIONS,
  ...TRY_ACTIONS,
  ...DOWNLOAD_ACTIONS,
  ...ACTIVITY_ACTIONS,
  ...SEARCH_ACTIONS,
  ...DISK_ACTIONS,
  ...CLIENT_ACTIONS,
  ...REPORT_ACTIONS,
  ...DOCTOR_ACTIONS,
  ...PADDOCK_ACTIONS,
  ...INSPECTOR_ACTIONS,
};

type Table = typeof TABLE;

export type ActionType = keyof Table;

type InputOf<Entry> = Entry extends ActionEntry<infer Input> ? Input : never;
type Inputs = { readonly [Type in ActionType]: InputOf<Table[Type]> };

/** The action types whose input is exactly `Subject`. */
type About<Subject> = {
  [Type in ActionType]: Subject extends Inputs[Type] ? (Inputs[Type] extends Subject ? Type : never) : never;
}[ActionType];

/** The same table, typed so that TypeScript relates an action's input to its functions. */
export const ACTIONS: { readonly [Type in ActionType]: ActionEntry<Inputs[Type]> } = TABLE;

/** In the order of the table. */
export const ACTION_TYPES = Object.keys(ACTIONS).filter((type) => isActionType(type));

/** A request for one action; `host` defaults to the one that the window shows. */
type RequestFor<Type extends ActionType> = {
  [Key in Type]: { readonly type: Key; readonly host?: HostId } & Inputs[Key];
}[Type];

export type ActionRequest = RequestFor<ActionType>;

/** A button: its label and its request. Plain JSON. */
export type Action = {
  readonly label: string;
  readonly request: ActionRequest;
  /** Whether the button is disabled. */
  readonly isOff?: boolean;
  /** What it ends, or why it is disabled. */
  readonly tooltip?: string;
};

/** A button for a request; the label defaults to the action's own. */
export const actionOf = (request: ActionRequest, label = labelOf(request.type)): Action => ({
  label,
  request,
});

/** The same button for a host that the window may not show. */
export const actionAt = (host: HostId, { request, ...action }: Action): Action => ({
  ...action,
  request: { ...request, host },
});

const labelOf = (type: ActionType): string => (ACTIONS[type].label ?? ACTIONS[type].title)();

/** Why an action would be refused now; `undefined` if it would not. */
export const whyNot = <Type extends ActionType>(
  state: AppState,
  request: RequestFor<Type>,
): Refusal | undefined =>
  notWatched(state, request) ?? ACTIONS[request.type].when(atHostOf(state, request), request);

/** Whether to offer an action now: it would not be refused, and would be useful. */
export const isOffered = <Type extends ActionType>(state: AppState, request: RequestFor<Type>): boolean =>
  notWatched(state, request) === undefined &&
  ACTIONS[request.type].isOffered(atHostOf(state, request), request);

/** The state as the action sees it: it applies to the host of the request, whichever one is shown. */
const atHostOf = (state: AppState, { host }: Pick<ActionRequest, "host">): AppState =>
  host === undefined ? state : stateAt(state, host);

function notWatched(
  state: AppState,
  { type, host }: Pick<ActionRequest, "type" | "host">,
): Refusal | undefined {
  if (host === undefined || ACTIONS[type].about === "paddock") return undefined;
  return isWatched(state.facts.watched, host) ? undefined : { reason: "not-watched", host };
}

/** The first of these buttons that is offered now. */
export const firstOffered = (state: AppState, actions: readonly Action[]): Action | undefined =>
  actions.find(({ request }) => isOffered(state, request));

/** Buttons for the requests that are to be offered now. */
export const offered = (state: AppState, requests: readonly ActionRequest[]): readonly Action[] =>
  requests.filter((request) => isOffered(state, request)).map((request) => actionOf(request));

/** The question to ask before an action runs, if any. */
export const questionOf = async <Type extends ActionType>(
  context: ActionContext,
  request: RequestFor<Type>,
): Promise<Question | undefined> => ACTIONS[request.type].confirm?.(context, request);

export const runAction = <Type extends ActionType>(
  context: ActionContext,
  request: RequestFor<Type>,
  shown: AppState,
): Promise<ActionAnswer> => ACTIONS[request.type].run(context, request, shown);

export const modelOffers = (state: AppState, model: ModelName): readonly ActionType[] =>
  ON_MODEL_ROWS.filter((type) => isOffered(state, { type, model }));

export const downloadOffers = (state: AppState, id: DownloadId): readonly DownloadActionType[] =>
  ON_DOWNLOAD_ROWS.filter((type) => isOffered(state, { type, id }));

const isOnRows = (type: ActionType): boolean =>
  ACTIONS[type].menus?.some((menu) => menu.place === "row" && !menu.onEveryRow) ?? false;

export type ModelActionType = About<{ readonly model: ModelName }>;
export type DownloadActionType = About<{ readonly id: DownloadId }>;

export const isModelAction = (type: ActionType): type is ModelActionType => ACTIONS[type].about === "model";
export const isDownloadAction = (type: ActionType): type is DownloadActionType =>
  ACTIONS[type].about === "download";

const ON_MODEL_ROWS = ACTION_TYPES.filter(isModelAction).filter(isOnRows);
const ON_DOWNLOAD_ROWS = ACTION_TYPES.filter(isDownloadAction).filter(isOnRows);

function isActionType(text: string): text is ActionType {
  return Object.hasOwn(ACTIONS, text);
}

/** The action of a VS Code command id. */
export const actionOfCommand = (id: string): ActionType | undefined =>
  ACTION_TYPES.find((type) => ACTIONS[type].doors.palette === id);

/** The VS Code command of an action, if it needs no model or download. */
export const commandOf = ({ type }: ActionRequest): string | undefined =>
  isModelAction(type) || isDownloadAction(type) ? undefined : ACTIONS[type].doors.palette;

const headSchema = v.object({
  type: v.pipe(v.string(), v.maxLength(100)),
  host: v.exactOptional(hostIdSchema),
});

/** Parses a request from outside; `host` defaults to the one that the window shows. */
export function parseRequest(
  door: keyof Doors,
  data: unknown,
  state: AppState,
): { readonly request: ActionRequest } | { readonly problem: string } {
  try {
    const head = v.safeParse(headSchema, data);
    if (!head.success) return { problem: describeIssue(head.issues) };
    const { type, host = hostOf(state) } = head.output;
    if (!isActionType(type) || ACTIONS[type].doors[door] === undefined)
      return { problem: `type: ${type} cannot be asked for here` };
    return requestOf(type, data, host);
  } catch {
    return { problem: "it cannot be read" }; // one of its getters throws
  }
}

function requestOf<Type extends ActionType>(
  type: Type,
  data: unknown,
  host: HostId | undefined,
): { readonly request: RequestFor<Type> } | { readonly problem: string } {
  const parsed = ACTIONS[type].parse(data);
  if ("problem" in parsed) return parsed;
  return { request: { type, ...(host !== undefined && { host }), ...parsed.input } };
}
