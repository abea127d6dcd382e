import type { Observable } from "rxjs";
import * as v from "valibot";
import { decideHere, hostOf, type AppCommand, type AppState, type HostCommand } from "../app/state.ts";
import type { AppEvent, Recorded } from "../app/events.ts";
import type { DownloadId } from "../downloads/download-id.ts";
import { atHost, type HostId, type WithoutHost } from "../hosts/host.ts";
import type { ModelName } from "../models/model-name.ts";
import type { OllamaFiles } from "../models/ollama-files.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import { refuse, type Decision, type Refusal } from "../shared/decision.ts";
import { describeIssue } from "../shared/describe-issue.ts";
import type { Outcome } from "../shared/outcome.ts";
import type { ConfirmPort, Question } from "./confirm.port.ts";
import type { Menu } from "./menus.ts";
import type { PromptPort } from "./prompt.port.ts";
import type { ShowPort } from "./show.port.ts";

/** What actions know of a window: what is so, what happens, and how to ask for something. */
export interface ActionApp {
  readonly state$: Observable<AppState>;
  readonly recorded$: Observable<Recorded>;
  readonly state: () => AppState;
  dispatch(command: AppCommand): Promise<Decision<AppEvent>>;
}

/** Everything that actions need of the world. */
export type ActionContext = {
  readonly app: ActionApp;
  /** The host that an action is about, while it is performed; absent: the one that is watched. */
  readonly host?: HostId;
  readonly clock: Clock;
  readonly files: OllamaFiles;
  readonly confirm: ConfirmPort;
  readonly prompt: PromptPort;
  readonly show: ShowPort;
  readonly newDownloadId: () => DownloadId;
  /** Shows all about a model in the main panel, which is turned to it unless it was chosen there. */
  readonly select: (model: ModelName, where: "in-panel" | "elsewhere") => Promise<void>;
};

/** Why an action is not done, or that it is under way; `completed` never rejects. */
export type ActionAnswer =
  | { readonly accepted: false; readonly refusal: Refusal }
  | { readonly accepted: true; readonly completed: Promise<Outcome> };

/** Where an action can be asked for. */
export type Doors = {
  /** The id of its command, which never changes: key bindings and other extensions rely on it. */
  readonly palette?: `paddock.${string}`;
  readonly page?: true;
  /** Other extensions. */
  readonly api?: true;
};

/** What is said of an action in the table. */
type Declared<Input> = {
  /** What it needs to be told, as it comes from outside. */
  readonly input: v.GenericSchema<unknown, Input>;
  /** What it is done to. Where a person has not said which model or download, they are asked. */
  readonly about: "host" | "model" | "download" | "paddock";
  /** What the palette says. */
  readonly title: () => string;
  /** What a button says; absent: the title. */
  readonly label?: () => string;
  /** The name of a codicon. */
  readonly icon?: string;
  readonly doors: Doors;
  readonly menus?: readonly Menu[];
  /** What the person is asked first, if anything. */
  readonly confirm?: (
    context: ActionContext,
    input: Input,
  ) => Promise<Question | undefined> | Question | undefined;
  /** Whether it is worth offering where it is not refused; absent: wherever it would change something. */
  readonly isWorthwhile?: (state: AppState, input: Input) => boolean;
  /** Why there is no model or download to choose. */
  readonly none?: (state: AppState) => Refusal;
};

/** One action. `when` is the one place that says whether it is offered, and why not. */
export type ActionEntry<Input> = Declared<Input> & {
  readonly parse: (said: unknown) => { readonly input: Input } | { readonly problem: string };
  readonly when: (state: AppState, input: Input) => Refusal | undefined;
  readonly isWorthwhile: (state: AppState, input: Input) => boolean;
  readonly run: (context: ActionContext, input: Input) => Promise<ActionAnswer>;
};

/** An action that `decide` decides on: by the command that it comes to. */
type Commanded<Input> = Declared<Input> & {
  readonly command: (input: Input) => WithoutHost<HostCommand>;
  readonly run: (context: ActionContext, input: Input) => Promise<ActionAnswer>;
};

/** An action that is more than one command, or none. */
type Free<Input> = Declared<Input> & {
  /** Absent: it can always be done. */
  readonly when?: (state: AppState, input: Input) => Refusal | undefined;
  readonly run: (context: ActionContext, input: Input) => Promise<ActionAnswer>;
};

/** Declares an action that comes to one command: it is refused, or has nothing to do, where the command is or has not. */
export const commandAction = <Input>({ command, ...declared }: Commanded<Input>): ActionEntry<Input> => ({
  isWorthwhile(state, input) {
    const decision = decideHere(state, command(input));
    return decision.accepted && decision.events.length > 0;
  },
  ...declared,
  parse: parserOf(declared.input),
  when: (state, input) => refusalOf(decideHere(state, command(input))),
});

/** Declares any other action. */
export const action = <Input>(declared: Free<Input>): ActionEntry<Input> => ({
  isWorthwhile: () => true,
  when: () => undefined,
  ...declared,
  parse: parserOf(declared.input),
});

/** The host that an action is about; `undefined` where none is watched. */
export const hostIn = ({ app, host }: Pick<ActionContext, "app" | "host">): HostId | undefined =>
  host ?? hostOf(app.state());

/** Asks for something at the host that an action is about; refused where another one is watched by then. */
export async function dispatchAt(
  context: Pick<ActionContext, "app" | "host">,
  command: WithoutHost<HostCommand>,
): Promise<Decision<AppEvent>> {
  const host = hostIn(context);
  return host === undefined ? refuse({ reason: "no-host" }) : context.app.dispatch(atHost(host)(command));
}

/** Why a decision went against what was asked for; `undefined` where it did not. */
export const refusalOf = (decision: Decision<unknown>): Refusal | undefined =>
  decision.accepted ? undefined : decision.refusal;

/** An answer that says why not. */
export const refused = (refusal: Refusal): ActionAnswer => ({ accepted: false, refusal });

/** An answer where nothing is left to wait for. */
export const done = (): ActionAnswer => ({ accepted: true, completed: Promise.resolve({ kind: "done" }) });

const parserOf =
  <Input>(schema: v.GenericSchema<unknown, Input>): ActionEntry<Input>["parse"] =>
  (said) => {
    const parsed = v.safeParse(schema, said);
    return parsed.success ? { input: parsed.output } : { problem: describeIssue(parsed.issues) };
  };
