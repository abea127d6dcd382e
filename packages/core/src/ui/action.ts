import { map, type Observable } from "rxjs";
import * as v from "valibot";
import { decideHere } from "../app/decide.ts";
import { hostOf, stateAt, type AppCommand, type AppState, type HostCommand } from "../app/state.ts";
import type { AppEvent, Recorded } from "../app/events.ts";
import type { Requests } from "../activity/request-list.ts";
import type { Disk } from "../disk/disk.port.ts";
import type { Doctor } from "../doctor/doctor.port.ts";
import type { DownloadId } from "../downloads/download-id.ts";
import type { ReportSources } from "../report/report-sources.port.ts";
import type { Inspector } from "../inspector/inspector.port.ts";
import type { HostBook } from "../hosts/host-book.port.ts";
import { atHost, type HostId, type WithoutHost } from "../hosts/host.ts";
import type { Surroundings } from "../hosts/remote-window.ts";
import type { ModelFilesHere } from "../model-files/model-files.port.ts";
import type { ModelName } from "../models/model-name.ts";
import type { OllamaFiles } from "../models/ollama-files.port.ts";
import type { ServiceLog } from "../service-log/service-log.port.ts";
import type { Owner } from "../service/owner.ts";
import type { OwnerChoices } from "../service/owner-choices.port.ts";
import type { CopyPlans } from "../sending/copy-plans.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import { refuse, type Decision, type Refusal } from "../shared/decision.ts";
import { describeIssue } from "../shared/describe-issue.ts";
import type { Logger } from "../shared/logger.port.ts";
import type { Outcome } from "../shared/outcome.ts";
import type { ConfirmPort, Question } from "./confirm.port.ts";
import type { Tries } from "../tries/tries.port.ts";
import type { ModelFinder } from "../search/model-finder.port.ts";
import type { Menu } from "./menus.ts";
import type { PromptPort } from "./prompt.port.ts";
import type { LatestRelease } from "../releases/latest-release.port.ts";
import type { InstallCommand } from "../service/install-commands.ts";
import type { PortHolders } from "../service/port-holders.port.ts";
import type { SettingsPort } from "./settings.port.ts";
import type { ShowPort } from "./show.port.ts";

/** The part of the app that actions use: its state, its events, and its commands. */
export interface ActionApp {
  readonly state$: Observable<AppState>;
  readonly recorded$: Observable<Recorded>;
  readonly state: () => AppState;
  dispatch(command: AppCommand): Promise<Decision<AppEvent>>;
  /** Shows this host in this window from now on. */
  choose(host: HostId): void;
}

/** Everything that actions need. */
export type ActionContext = {
  readonly app: ActionApp;
  /** The host that an action applies to while it runs; absent: the one that the window shows. */
  readonly host?: HostId;
  readonly clock: Clock;
  readonly files: OllamaFiles;
  /** The log that the owner of a host keeps; `undefined` if it cannot be read from here. */
  readonly logOf: (host: HostId, owner: Owner) => ServiceLog | undefined;
  /** The requests that the Activity tab of this window has. */
  readonly servedRequests: () => Requests;
  /** What the Disk tab of this window shows. */
  readonly disk: Disk;
  /** Files with models on this machine. */
  readonly modelFiles: ModelFilesHere;
  /** The names of the headers that are sent to a host besides. */
  readonly headerNames: (host: HostId) => readonly string[];
  /** What a report of a problem is made of. */
  readonly report: ReportSources;
  /** The Doctor tab of this window. */
  readonly doctor: Doctor;
  /** What is shown in the inspector of this window. */
  readonly inspector: Inspector;
  readonly hosts: HostBook;
  readonly owners: OwnerChoices;
  readonly copies: CopyPlans;
  readonly confirm: ConfirmPort;
  readonly prompt: PromptPort;
  /** The search of the Downloads tab. */
  readonly finder: ModelFinder;
  readonly settings: SettingsPort;
  /** Who holds the port of a host; `undefined` where that is on another machine. */
  readonly holders: (host: HostId) => PortHolders | undefined;
  readonly show: ShowPort;
  /** The commands by which Ollama may be installed on this machine. */
  readonly installCommands: () => Promise<readonly InstallCommand[]>;
  /** Asks Ollama's project; only where the person wants to know. */
  readonly latestRelease: LatestRelease;
  /** What this machine tells about the one around it; asked where the person wants to get there. */
  readonly surroundings: () => Promise<Surroundings>;
  readonly logger: Logger;
  readonly newDownloadId: () => DownloadId;
  /** What is tried in this window. */
  readonly tries: Tries;
  /** Shows a model's details in the main panel, or tries it there; navigates there unless it was chosen in the panel. */
  readonly select: (
    model: ModelName,
    where: "in-panel" | "elsewhere" | "to-try",
    also?: readonly ModelName[],
  ) => Promise<void>;
};

/** Whether an action was refused or has started; `completed` never rejects. */
export type ActionAnswer =
  | { readonly accepted: false; readonly refusal: Refusal }
  | { readonly accepted: true; readonly completed: Promise<Outcome> };

/** Where an action can be requested. */
export type Doors = {
  /** The VS Code command id, which never changes: key bindings and other extensions rely on it. */
  readonly palette?: `paddock.${string}`;
  readonly page?: true;
  /** Other extensions. */
  readonly api?: true;
};

/** What an entry of the table declares. */
type Declared<Input> = {
  /** The schema of its input, which comes from outside. */
  readonly input: v.GenericSchema<unknown, Input>;
  /** What it applies to. If a command does not say which model or download, the person is asked. */
  readonly about: "host" | "model" | "download" | "paddock";
  /** Title in the palette. */
  readonly title: () => string;
  /** Label of a button; absent: the title. */
  readonly label?: () => string;
  /** The name of a codicon. */
  readonly icon?: string;
  readonly doors: Doors;
  readonly menus?: readonly Menu[];
  /** The question to ask first, if any. */
  readonly confirm?: (
    context: ActionContext,
    input: Input,
  ) => Promise<Question | undefined> | Question | undefined;
  /** Whether to offer it if it is not refused; absent: if it would change something. */
  readonly isWorthwhile?: (state: AppState, input: Input) => boolean;
  /** Whether it needs a running service, which may be started first (the setting `autoStart`). */
  readonly needsService?: true;
  /** The refusal if there is no model or download to choose. */
  readonly none?: (state: AppState) => Refusal;
};

/** One action. Only `when` decides whether it is refused, and why. */
export type ActionEntry<Input> = Omit<Declared<Input>, "isWorthwhile"> & {
  readonly parse: (data: unknown) => { readonly input: Input } | { readonly problem: string };
  readonly when: (state: AppState, input: Input) => Refusal | undefined;
  /** Whether it would not be refused, and would be useful. Asked for every row, so it decides once. */
  readonly isOffered: (state: AppState, input: Input) => boolean;
  readonly run: Run<Input>;
};

/** `shown` is the state that the question was about: what the person has agreed to is done, and nothing else. */
type Run<Input> = (context: ActionContext, input: Input, shown: AppState) => Promise<ActionAnswer>;

/** An action that maps to one command, on which `decide` decides. */
type CommandAction<Input> = Declared<Input> & {
  readonly command: (input: Input) => WithoutHost<HostCommand>;
  readonly run: Run<Input>;
};

/** An action of several commands, or of none. */
type FreeAction<Input> = Declared<Input> & {
  /** Absent: it is never refused. */
  readonly when?: (state: AppState, input: Input) => Refusal | undefined;
  readonly run: Run<Input>;
};

/** Declares an action that maps to one command: it is refused or has no effect if the command is or has. */
export const commandAction = <Input>({
  command,
  isWorthwhile,
  ...declared
}: CommandAction<Input>): ActionEntry<Input> => ({
  ...declared,
  parse: parserOf(declared.input),
  when: (state, input) => refusalOf(decideHere(state, command(input))),
  isOffered(state, input) {
    const decision = decideHere(state, command(input));
    if (!decision.accepted) return false;
    return isWorthwhile ? isWorthwhile(state, input) : decision.events.length > 0;
  },
});

/** Declares any other action. */
export const action = <Input>({
  when = () => undefined,
  isWorthwhile = () => true,
  ...declared
}: FreeAction<Input>): ActionEntry<Input> => ({
  ...declared,
  when,
  parse: parserOf(declared.input),
  isOffered: (state, input) => when(state, input) === undefined && isWorthwhile(state, input),
});

/** The same app for an action on this host, which sees its state whichever host the person chooses meanwhile. */
export const appAt = (app: ActionApp, host: HostId): ActionApp => ({
  ...app,
  state: () => stateAt(app.state(), host),
  state$: app.state$.pipe(map((state) => stateAt(state, host))),
});

export const contextAt = ({ app, files, ...context }: ActionContext, host: HostId): ActionContext => ({
  ...context,
  host,
  app: appAt(app, host),
  files: { folder: () => files.folder(host), publicKey: () => files.publicKey(host) },
});

/** The host that an action applies to; `undefined` if none is watched. */
export const hostIn = ({ app, host }: Pick<ActionContext, "app" | "host">): HostId | undefined =>
  host ?? hostOf(app.state());

/** Dispatches a command to the action's host; refused if that is not watched by then. */
export async function dispatchAt(
  context: Pick<ActionContext, "app" | "host">,
  command: WithoutHost<HostCommand>,
): Promise<Decision<AppEvent>> {
  const host = hostIn(context);
  return host === undefined ? refuse({ reason: "no-host" }) : context.app.dispatch(atHost(host)(command));
}

/** The refusal of a decision, if it is one. */
export const refusalOf = (decision: Decision<unknown>): Refusal | undefined =>
  decision.accepted ? undefined : decision.refusal;

export const refused = (refusal: Refusal): ActionAnswer => ({ accepted: false, refusal });

/** An action that is already complete. */
export const done = (): ActionAnswer => ({ accepted: true, completed: Promise.resolve({ kind: "done" }) });

const parserOf =
  <Input>(schema: v.GenericSchema<unknown, Input>): ActionEntry<Input>["parse"] =>
  (data) => {
    const parsed = v.safeParse(schema, data);
    return parsed.success ? { input: parsed.output } : { problem: describeIssue(parsed.issues) };
  };
