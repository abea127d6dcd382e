import type { Observable } from "rxjs";
import type { Refusal } from "../shared/decision.ts";
import type { DashboardPart } from "./dashboard-part.ts";
import type { ServiceLog } from "../service-log/service-log.port.ts";

/** The settings that an action can open; the editor maps them to setting ids. */
export type SettingName =
  | "all"
  | "host"
  | "hosts"
  | "executable"
  | "environment"
  | "owner"
  | "insecure-registries"
  | "host-memory"
  /** Of the editor itself. */
  | "proxy";

/** Something that a person may want to do next. */
export type Offer = {
  readonly text: string;
  readonly label: string;
  /** The view whose row offers the same. */
  readonly row: "downloads";
  /** Emits when the offer is out of date. */
  readonly over$: Observable<unknown>;
};

/** A text to save, in one of several kinds of files, which are also the endings of their names. */
export type TextFile<Kind extends string> = {
  readonly title: string;
  /** Without its ending. */
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly textOf: (kind: Kind) => string;
};

export type Saved =
  | { readonly kind: "saved"; readonly path: string }
  | { readonly kind: "cancelled" }
  | { readonly kind: "failed"; readonly detail: string };

/** A JSON text that a person can change before something is done with it. */
export type Draft<Value> = {
  readonly text: string;
  /** What to know of it. */
  readonly note: string;
  readonly buttons: readonly { readonly value: Value; readonly label: string }[];
  /** Called for each press of a button, with the text as it is then. */
  readonly press: (value: Value, text: string) => void;
};

/** Shows the person the results of actions. */
export interface ShowPort {
  /** Briefly reports that something was done. */
  mention(text: string): void;
  /**
   * Shows a message with one button, unless the person sees the row with the same button; resolves with whether the
   * person pressed it.
   */
  offer(offer: Offer): Promise<boolean>;
  /** Explains why an action was refused. */
  refusal(refusal: Refusal): void;
  /** Copies a text to the clipboard. */
  copy(text: string): Promise<void>;
  /** `part` is a tab of the main panel; absent: the one that it showed last. */
  page(page: "dashboard" | "inspector", part?: DashboardPart): Promise<void>;
  /** Shows a menu of the actions that are possible now. */
  menu(): Promise<void>;
  setting(name: SettingName): Promise<void>;
  website(url: string): Promise<void>;
  /** Types a command into a terminal that has these variables, without running it. */
  terminal(command: string, variables?: Readonly<Record<string, string>>): Promise<void>;
  /** Opens a text in a new editor that belongs to no file. */
  document(text: string): Promise<void>;
  /** Opens a folder in the file manager of the person's machine; resolves with whether that was possible. */
  folder(path: string): Promise<boolean>;
  /** Opens a draft in a new editor, where the person can change it. */
  draft<Value>(draft: Draft<Value>): Promise<void>;
  /** Asks where to save a text, and writes it there. */
  save<Kind extends string>(file: TextFile<Kind>): Promise<Saved>;
  /**
   * Shows how far something is (from 0 to 1), and lets the person cancel it, which unsubscribes. Resolves with whether it
   * came to its end; rejects if it fails.
   */
  progress(title: string, share$: Observable<number>): Promise<boolean>;
  /** Follows the log of the service at its end; `why` says why the service has ended, if it has. */
  serviceLog(log: ServiceLog, why: string | undefined): void;
  /** Loads this window anew, with the newest Paddock that is installed. */
  reload(): Promise<void>;
  /** Opens Paddock's own log. */
  ownLog(): void;
}
