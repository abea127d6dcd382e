import { mkdirSync, rmSync } from "node:fs";
import { startChild, type Child, type Words } from "../child.ts";
import { spread, tally, type Report } from "../report.ts";
import { openLedger } from "./ledger.ts";
import { readHistory } from "./stored-history.ts";

/** Hosts of one history, one after the other. */
export interface Lives {
  /** Lets a host live as it is told to, kills it, and looks what it has left behind. Returns what it has said. */
  next(live: (host: Child) => Promise<void>): Promise<readonly Words[]>;
  /** The next one finds no history. */
  beginAnew(): void;
  /** What is there now is damaged on purpose: nothing need be in it any more. */
  writeOff(): void;
  /** Says that something is wrong with the last one. */
  complain(what: string): void;
  report(): Report;
}

/** Where the history is that one host after another opens. */
export type LivesOptions = {
  readonly folder: string;
  /** Where a copy can be looked at. */
  readonly scratch: string;
  readonly seed: number;
};

/** Nobody has lived yet. */
export function openLives({ folder, scratch, seed }: LivesOptions): Lives {
  let ledger = openLedger();
  let before = { acknowledged: 0, unsaid: 0 };
  const wrong: string[] = [];
  const deaths: string[] = [];
  const reopenedMs: number[] = [];
  let left: string | undefined;
  /** Whether it was damaged on purpose, and nobody has noticed. */
  let isDamaged = false;

  const complain = (what: string): void =>
    void wrong.push(`life ${deaths.length}, killed while ${deaths.at(-1)}: ${what}`);

  const counts = (): typeof before => ({
    acknowledged: before.acknowledged + ledger.acknowledged,
    unsaid: before.unsaid + ledger.unsaid,
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
      const { said } = host;
      deaths.push(doingAtTheEnd(said));
      const firstOf = (name: string): string | undefined => said.find(([what]) => what === name)?.[1];
      const [found, opened] = [firstOf("found"), firstOf("opened")];
      if (opened !== undefined) reopenedMs.push(Number(opened));
      if (left !== undefined && found !== undefined && found !== "nothing" && found !== left)
        complain("it found something else than was left behind");

      ledger.note(said);
      mkdirSync(scratch, { recursive: true });
      const stored = readHistory(folder, scratch);
      left = stored.sum;
      if (said.some(([what, about]) => what === "told" && about === "history-set-aside")) isDamaged = false;
      const wrongs = ledger.audit(stored);
      if (!isDamaged) wrongs.forEach(complain);
      return said;
    },
    report: () => ({
      wrong,
      figures: {
        "killed while": tally(deaths),
        "facts acknowledged": counts().acknowledged,
        "stored, but not said in time": counts().unsaid,
        reopening: spread(reopenedMs),
      },
    }),
  };
}

/** What it was doing when it died: the last thing that it has begun and not ended. */
function doingAtTheEnd(said: readonly Words[]): string {
  if (!said.some(([what]) => what === "opened")) return "opening";
  const [what, which = ""] = said.findLast(([one]) => one === "begins" || one === "ends") ?? ["ends"];
  return what === "begins" ? which : "appending";
}
