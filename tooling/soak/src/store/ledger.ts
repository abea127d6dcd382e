import type { Words } from "../child.ts";
import type { StoredHistory } from "./stored-history.ts";

/** The facts that hosts have acknowledged, to be compared with the stored ones. */
export interface Ledger {
  /** Reads the output of a host. */
  note(lines: readonly Words[]): void;
  /** Checks the history that a killed host has left; returns the problems. */
  audit(stored: StoredHistory): readonly string[];
  readonly acknowledged: number;
  /** Facts that were stored, but whose host was killed before it could acknowledge them. */
  readonly unacknowledged: number;
}

export function openLedger(): Ledger {
  const facts = new Map<number, string>();
  let last: { readonly seq: number; readonly sum: string } | undefined;
  let [acknowledged, unacknowledged] = [0, 0];

  function noteOne([what, seq = "", fact = "", sum = ""]: Words): void {
    if (what === "told" && seq === "history-set-aside") facts.clear(); // they are in the file that was set aside
    if (what !== "acknowledged") return;
    acknowledged += 1;
    facts.set(Number(seq), fact);
    last = sum === "unknown" ? undefined : { seq: Number(seq), sum };
  }

  function lostFacts(stored: StoredHistory): readonly string[] {
    return [...facts].flatMap(([seq, fact]) => {
      const found = stored.facts.get(seq);
      if (found === undefined) return seq > stored.compactedUpTo ? [`fact ${seq} is lost`] : [];
      return found === fact ? [] : [`fact ${seq} has changed`];
    });
  }

  function differentState(stored: StoredHistory): readonly string[] {
    const sum = last && stored.sumUpTo(last.seq);
    return last && sum !== undefined && sum !== last.sum
      ? [`the stored events up to ${last.seq} do not give the state that was shown`]
      : [];
  }

  return {
    note: (lines) => lines.forEach(noteOne),
    audit(stored) {
      const wrong = [
        ...(stored.integrity === "ok" ? [] : [`the file is corrupt: ${stored.integrity}`]),
        ...lostFacts(stored),
        ...differentState(stored),
      ];
      for (const seq of facts.keys()) if (seq <= stored.compactedUpTo) facts.delete(seq);
      const lastSeq = last?.seq ?? Number.POSITIVE_INFINITY;
      unacknowledged += [...stored.facts.keys()].filter((seq) => seq > lastSeq).length;
      return wrong;
    },
    get acknowledged() {
      return acknowledged;
    },
    get unacknowledged() {
      return unacknowledged;
    },
  };
}
