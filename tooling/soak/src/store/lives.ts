import { mkdirSync, rmSync } from "node:fs";
import { startChild, type Child, type Words } from "../child.ts";
import { spread, tally, type Report } from "../report.ts";
import { openLedger } from "./ledger.ts";
import { readHistory } from "./stored-history.ts";

/** Starts hosts on the same history, one after the other, and checks what each leaves behind. */
export interface Lives {
  /** Starts a host, kills it when `live` resolves, and checks the history. Resolves with the host's output. */
  next(live: (host: Child) => Promise<void>): Promise<readonly Words[]>;
  /** Deletes the history. */
  beginAnew(): void;
  /** Call this after damaging the history: its facts are not expected any more. */
  writeOff(): void;
  /** Adds a problem of the last host. */
  complain(what: string): void;
  report(): Report;
}

/** The folders that the hosts and the checks use. */
export type LivesOptions = {
  readonly folder: string;
  /** A folder for a copy of the history, which is checked. */
  readonly scratch: string;
  readonly seed: number;
};

export function openLives({ folder, scratch, seed }: LivesOptions): Lives {
  let ledger = openLedger();
  let before = { acknowledged: 0, unacknowledged: 0 };
  const wrong: string[] = [];
  const deaths: string[] = [];
  const reopenedMs: number[] = [];
  let left: string | undefined;
  /** Whether it was damaged on purpose, and no host has reported that yet. */
  let isDamaged = false;

  const complain = (what: string): void =>
    void wrong.push(`life ${deaths.length}, killed while ${deaths.at(-1)}: ${what}`);

  const counts = (): typeof before => ({
    acknowledged: before.acknowledged + ledger.acknowledged,
    unacknowledged: before.unacknowledged + ledger.unacknowledged,
  });

  function writeOff(): void {
    before = counts();
    ledger = openLedger();
    left = undefined;
    isDamaged = true;
  }

  return {
    complain,
    writeOff,
    beginAnew() {
      rmSync(folder, { recursive: true, force: true });
      writeOff();
      isDamaged = false;
    },
    async next(live) {
      const host = startChild(new URL("host.ts", import.meta.url), folder, String(seed + deaths.length));
      await live(host);
      await host.kill();
      const { lines } = host;
      deaths.push(doingAtTheEnd(lines));
      const firstOf = (name: string): string | undefined => lines.find(([what]) => what === name)?.[1];
      const [found, opened] = [firstOf("found"), firstOf("opened")];
      if (opened !== undefined) reopenedMs.push(Number(opened));
      if (left !== undefined && found !== undefined && found !== "nothing" && found !== left)
        complain("the state it found differs from the state that was left");

      ledger.note(lines);
      mkdirSync(scratch, { recursive: true });
      const stored = readHistory(folder, scratch);
      left = stored.sum;
      if (lines.some(([what, about]) => what === "told" && about === "history-set-aside")) isDamaged = false;
      const wrongs = ledger.audit(stored);
      if (!isDamaged) wrongs.forEach(complain);
      return lines;
    },
    report: () => ({
      wrong,
      figures: {
        "killed while": tally(deaths),
        "facts acknowledged": counts().acknowledged,
        "stored, but not acknowledged in time": counts().unacknowledged,
        reopening: spread(reopenedMs),
      },
    }),
  };
}

/** What the host was doing when it was killed: the last work that it had begun but not ended. */
function doingAtTheEnd(lines: readonly Words[]): string {
  if (!lines.some(([what]) => what === "opened")) return "opening";
  const [what, which = ""] = lines.findLast(([one]) => one === "begins" || one === "ends") ?? ["ends"];
  return what === "begins" ? which : "appending";
}
