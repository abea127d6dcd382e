/** What was seen, or that it could not be looked at. */
export type Seen<Value> =
  | { readonly kind: "seen"; readonly value: Value }
  | { readonly kind: "unseen"; readonly why: "timed-out"; readonly afterMs: number }
  /** `detail` is the system's reason. */
  | { readonly kind: "unseen"; readonly why: "failed"; readonly detail: string };

/** Why something could not be looked at. */
export type Unseen = Extract<Seen<unknown>, { kind: "unseen" }>;

/** An `ollama` of this machine. */
export type Install = {
  readonly path: string;
  /** What the path leads to, if it is a link. */
  readonly target?: string;
  readonly from: "path" | "mac-app" | "windows-app" | "homebrew" | "snap" | "nix";
  /** Whether `lib/ollama` is where this Ollama looks for it, and has a `llama-server`. */
  readonly libraries: "whole" | "without-llama-server" | "missing" | "unknown";
};

/** The folder of models, as the system sees it. */
export type FolderReport = {
  readonly path: string;
  readonly is:
    /** `mayRead` and `mayWrite` are about the user that runs the service; absent: not known. */
    | {
        readonly kind: "folder";
        readonly mayRead?: boolean;
        readonly mayWrite?: boolean;
        readonly user?: string;
        /** A folder above it that this user may not enter. */
        readonly barredBy?: string;
        readonly disk?: { readonly freeBytes: number; readonly totalBytes: number };
      }
    /** `nearest` is the last folder of its path that is there. */
    | { readonly kind: "missing"; readonly nearest: string; readonly isOnMissingDrive: boolean }
    | { readonly kind: "not-a-folder"; readonly at: string }
    | { readonly kind: "dead-link"; readonly target: string }
    /** Our user may not look at it, which says nothing about the service's user. */
    | { readonly kind: "closed" };
};

/** What answers at the address of this machine that `localhost` may mean. */
export type Answer = "ollama" | "another-program" | "refused" | "silent" | "no-such-address";
export type LocalhostReport = {
  /** In the order in which the system gives them. */
  readonly addresses: readonly string[];
  readonly ipv4: Answer;
  readonly ipv6: Answer;
};

/** A proxy that the system or the editor names, without its password; `via` is the variable or the setting. */
export type ProxyReport = {
  readonly proxies: readonly { readonly via: string; readonly url: string }[];
  /** Hosts that are reached without it. */
  readonly except: readonly string[];
};

/** What was seen of the machine that this window works on; what is absent was not asked for. */
export type MachineReport = {
  readonly installs?: Seen<readonly Install[]>;
  readonly folder?: Seen<FolderReport>;
  readonly localhost?: Seen<LocalhostReport>;
  readonly proxies: Seen<ProxyReport>;
  /** The makers of its graphics cards, as far as Ollama may use them. */
  readonly gpus?: Seen<readonly string[]>;
  /** Whether this window works in a container, where 127.0.0.1 is not the machine of the person. */
  readonly isContainer: boolean;
};
