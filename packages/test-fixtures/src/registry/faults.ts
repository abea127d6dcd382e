/** The current faults of a registry. They may be changed at any time. */
export type RegistryFaults = {
  /** The status for manifests. */
  manifestStatus: 400 | 401 | 403 | 404 | 412 | 429 | 500 | 503 | undefined;
  /** The status of the registry for blobs, in place of the redirect to the store. */
  blobStatus: 401 | 403 | 404 | 429 | 500 | 503 | undefined;
  /** The same, for GET only: HEAD still returns the length. */
  locateStatus: 401 | 403 | 404 | 429 | 500 | 503 | undefined;
  /** The status of the store. */
  cdnStatus: 403 | 404 | 500 | 503 | undefined;
  /**
   * The challenge of a 401: none, a token that is then refused, too, or a token of another host, as at `hf.co`
   * (ollama/ollama #16180).
   */
  challenge: "none" | "token" | "elsewhere";
  /** The redirect of a blob: to the store, to a closed port, to the registry's own host, or none. */
  store: "reachable" | "unreachable" | "same-host" | "no-redirect";
  /** The store accepts requests, but sends no bytes until this is reset. */
  isStalled: boolean;
  /** Each connection pauses for `forMs` after `afterBytes`. */
  hiccup: { readonly afterBytes: number; readonly forMs: number } | undefined;
  /** The store drops a connection after this number of bytes. */
  dropAfterBytes: number | undefined;
  /** Ollama keeps the received bytes of a closed connection, and discards those of a reset one. */
  dropBy: "close" | "reset";
  /** The number of connections that are still dropped. Default: all. */
  dropsLeft: number;
  /** The delay of HEAD requests for blobs. */
  headLateMs: number;
  /** The delay of manifests. */
  manifestLateMs: number;
};

/** The faults of one model or one blob. They take precedence over the faults of the registry. */
export type OwnFaults = { -readonly [Key in keyof RegistryFaults]?: RegistryFaults[Key] | undefined };

/** The faults of the registry, of models and of blobs. */
export interface RegistryFaultBoard {
  readonly general: RegistryFaults;
  own(target: string): OwnFaults;
  /** The fault of a model or blob: its own if it is set, else that of the registry. */
  of<Key extends keyof RegistryFaults>(key: Key, target: string): RegistryFaults[Key];
  /** Whether to drop a connection after this number of bytes. A drop is counted. */
  shouldDrop(target: string, sentBytes: number): boolean;
  /** Clears the faults of a model or blob. */
  clear(target: string): void;
  /** Waits until a stall begins or ends somewhere. */
  stallChange(signal: AbortSignal): Promise<void>;
}

export function createRegistryFaults(): RegistryFaultBoard {
  const waiting = new Set<() => void>();
  const onStall = (): void => {
    for (const go of waiting) go();
  };
  const general = withStallEvents<RegistryFaults>({ ...NOTHING_BROKEN }, onStall);
  const owns = new Map<string, OwnFaults>();
  return {
    general,
    own(target) {
      const own = owns.get(target) ?? withStallEvents<OwnFaults>({}, onStall);
      owns.set(target, own);
      return own;
    },
    of<Key extends keyof RegistryFaults>(key: Key, target: string): RegistryFaults[Key] {
      const own: RegistryFaults[Key] | undefined = owns.get(target)?.[key];
      return own ?? general[key];
    },
    shouldDrop(target, sentBytes) {
      const own = owns.get(target);
      const from = own?.dropAfterBytes === undefined ? general : own;
      const { dropAfterBytes, dropsLeft = Number.POSITIVE_INFINITY } = from;
      if (dropAfterBytes === undefined || sentBytes < dropAfterBytes || dropsLeft <= 0) return false;
      from.dropsLeft = dropsLeft - 1;
      return true;
    },
    clear(target) {
      owns.delete(target);
      onStall();
    },
    stallChange: (signal) =>
      new Promise((resolve) => {
        const go = (): void => {
          waiting.delete(go);
          signal.removeEventListener("abort", go);
          resolve();
        };
        waiting.add(go);
        signal.addEventListener("abort", go);
        if (signal.aborted) go();
      }),
  };
}

const NOTHING_BROKEN: RegistryFaults = {
  manifestStatus: undefined,
  blobStatus: undefined,
  locateStatus: undefined,
  cdnStatus: undefined,
  challenge: "none",
  store: "reachable",
  isStalled: false,
  hiccup: undefined,
  dropAfterBytes: undefined,
  dropBy: "close",
  dropsLeft: Number.POSITIVE_INFINITY,
  headLateMs: 0,
  manifestLateMs: 0,
};

/** Calls `onStall` when the field `isStalled` is set. */
function withStallEvents<Faults extends OwnFaults>(faults: Faults, onStall: () => void): Faults {
  return new Proxy(faults, {
    set(target, key, value) {
      const isSet = Reflect.set(target, key, value);
      if (key === "isStalled") onStall();
      return isSet;
    },
  });
}
