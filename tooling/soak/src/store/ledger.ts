import type { Words } from "../child.ts";
import type { StoredHistory } from "./stored-history.ts";

/** What hosts have acknowledged, to be compared with what is stored. */
export interface Ledger {
  /** Notes what a host has said. */
  note(said: readonly Words[]): void;
  /** What is wrong with a history that was left behind; nothing, mostly. */
  audit(stored: StoredHistory): readonly string[];
  readonly acknowledged: number;
  /** Facts that were stored, but whose host died before it could say so. */
  readonly unsaid: number;
}

/** Begins with nothing acknowledged. */
export function openLedger(): Ledger {
  const facts = new Map<number, string>();
  let last: { readonly seq: number; readonly sum: string } | undefined;
  let [acknowledged, unsaid] = [0, 0];

  function noteOne([what, seq = "", fact = "", sum = ""]: Words): void {
    if (what === "told" && seq === "history-set-aside") facts.clear(); // they are in the file that was kept aside
    if (what !== "acknowledged") return;
    acknowledged += 1;
    facts.set(Number(seq), fact);
    last = sum === "unknown" ? undefined : { seq: Number(seq), sum };
  }

  function lost(stored: StoredHistory): readonly string[] {
    return [...facts].flatMap(([seq, fact]) => {
      const found = stored.facts.get(seq);
      if (found === undefined) return seq > stored.compactedUpTo ? [`fact ${seq} is lost`] : [];
      return found === fact ? [] : [`fact ${seq} is another`];
    });
  }

  function otherSum(stored: StoredHistory): readonly string[] {
    const sum = last && stored.sumUpTo(last.seq);
    return last && sum !== undefined && sum !== last.sum
      ? [`what is stored up to ${last.seq} does not add up to what was shown`]
      : [];
  }

  return {
    note: (said) => said.forEach(noteOne),
    audit(stored) {
      const wrong = [
        ...(stored.integrity === "ok" ? [] : [`the file is corrupt: ${stored.integrity}`]),
        ...lost(stored),
        ...otherSum(stored),
      ];
      for (const seq of facts.keys()) if (seq <= stored.compactedUpTo) facts.delete(seq);
      const lastSeq = last?.seq ?? Number.POSITIVE_INFINITY;
      unsaid += [...stored.facts.keys()].filter((seq) => seq > lastSeq).length;
      return wrong;
    },
    get acknowledged() {
      return acknowledged;
    },
    get unsaid() {
      return unsaid;
    },
  };
}
