/** What is broken in a registry at the moment; it may be changed at any time. */
export type RegistryFaults = {
  /** The status of every manifest. */
  manifestStatus: 400 | 401 | 403 | 404 | 412 | 429 | 500 | 503 | undefined;
  /** The status of every blob at the registry itself, before it sends anybody to the store. */
  blobStatus: 401 | 403 | 404 | 429 | 500 | 503 | undefined;
  /** The same, only where it is asked for the bytes: their length is told. */
  locateStatus: 401 | 403 | 404 | 429 | 500 | 503 | undefined;
  /** The store behind the registry refuses. */
  cdnStatus: 403 | 404 | 500 | 503 | undefined;
  /**
   * What a 401 asks for: nothing that anybody understands, a token, which then does not help, or a token of another
   * host, as `hf.co` does (ollama/ollama #16180).
   */
  challenge: "none" | "token" | "elsewhere";
  /** Where the registry says the bytes are: in the store, where nobody listens, on its own host, or nowhere. */
  store: "there" | "gone" | "same-host" | "unnamed";
  /** The store takes requests and sends no byte more; what has been asked for comes when it is over. */
  isStalled: boolean;
  /** Each connection stops sending for a while, after so many bytes. */
  hiccup: { readonly afterBytes: number; readonly forMs: number } | undefined;
  /** The store drops a connection after so many bytes. */
  dropAfterBytes: number | undefined;
  /** Closed, a dropped connection leaves what had come; reset, an Ollama takes it back. */
  dropBy: "close" | "reset";
  /** How many connections are still to be dropped; all unless told. */
  dropsLeft: number;
  /** How long a HEAD of a blob takes. */
  headLateMs: number;
  /** How long a manifest takes. */
  manifestLateMs: number;
};

/** The same for one model or one blob; what is not set here is as it is for all. */
export type OwnFaults = { -readonly [Key in keyof RegistryFaults]?: RegistryFaults[Key] | undefined };

/** The faults of a whole registry. */
export interface RegistryFaultBoard {
  readonly general: RegistryFaults;
  own(target: string): OwnFaults;
  /** What holds for a target: its own fault if it has one, else the general one. */
  of<Key extends keyof RegistryFaults>(key: Key, target: string): RegistryFaults[Key];
  /** Says whether a connection is to be dropped that has sent so many bytes, and counts it. */
  takesDrop(target: string, sentBytes: number): boolean;
  /** Forgets those of a target. */
  clear(target: string): void;
  /** Waits until a stall begins or ends somewhere. */
  stallChange(signal: AbortSignal): Promise<void>;
}

/** Starts with nothing broken. */
export function createRegistryFaults(): RegistryFaultBoard {
  const waiting = new Set<() => void>();
  const onStall = (): void => {
    for (const go of waiting) go();
  };
  const general = hearing<RegistryFaults>({ ...NOTHING_BROKEN }, onStall);
  const owns = new Map<string, OwnFaults>();
  return {
    general,
    own(target) {
      const own = owns.get(target) ?? hearing<OwnFaults>({}, onStall);
      owns.set(target, own);
      return own;
    },
    of<Key extends keyof RegistryFaults>(key: Key, target: string): RegistryFaults[Key] {
      const own: RegistryFaults[Key] | undefined = owns.get(target)?.[key];
      return own ?? general[key];
    },
    takesDrop(target, sentBytes) {
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
  store: "there",
  isStalled: false,
  hiccup: undefined,
  dropAfterBytes: undefined,
  dropBy: "close",
  dropsLeft: Number.POSITIVE_INFINITY,
  headLateMs: 0,
  manifestLateMs: 0,
};

/** Whoever waits for the end of a stall must hear of it, though it is only a field that is set. */
function hearing<Faults extends OwnFaults>(faults: Faults, onStall: () => void): Faults {
  return new Proxy(faults, {
    set(target, key, value) {
      const isSet = Reflect.set(target, key, value);
      if (key === "isStalled") onStall();
      return isSet;
    },
  });
}
