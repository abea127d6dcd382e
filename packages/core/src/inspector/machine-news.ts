/** A state of a machine, with the states inside of it. */
export type ChartState = {
  readonly name: string;
  /** Its names from the outermost state inwards, such as `working.starting`. */
  readonly path: string;
  readonly description: string;
  readonly isInitial: boolean;
  readonly isFinal: boolean;
  /** The events that lead out of it, and the paths of the states to which they lead; none: it stays there. */
  readonly moves: readonly { readonly event: string; readonly to: readonly string[] }[];
  readonly states: readonly ChartState[];
};

/** Its id, such as `service`; where several run, also the host and the `id` of the thing that each works on. */
export type MachineName = { readonly machine: string; readonly host?: string; readonly id?: string };

/** A change of a state machine. */
export type MachineNews = MachineName &
  (
    | { readonly kind: "found"; readonly state: string; readonly chart: readonly ChartState[] }
    /** It has processed an event; `from` and `to` may be the same. */
    | { readonly kind: "moved"; readonly from: string; readonly to: string; readonly event: string }
    /** It has reached a final state, or was stopped. */
    | { readonly kind: "ended" }
  );
