import { existsSync, mkdtempDisposableSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Words } from "../child.ts";
import { tally, type Report } from "../report.ts";
import { DAMAGES, type Damage } from "./damage.ts";
import type { Moments } from "./killed.ts";
import { openLives, type Lives } from "./lives.ts";

const LIFE_MS = 200;

/** Damages histories in many ways, and checks that each is set aside and replaced, and that this is reported once. */
export async function damageHistories({ moments, seed, random }: Moments): Promise<Report> {
  const temporary = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
  const [folder, scratch] = [join(temporary.path, "history"), join(temporary.path, "copy")];
  const lives = openLives({ folder, scratch, seed });
  const outcomes: string[] = [];
  const live = (): Promise<readonly Words[]> =>
    lives.next(async (host) => {
      await host.waitForLine(([what]) => what === "opened");
      await delay(LIFE_MS);
    });

  for (let moment = 0; moment < moments; moment++) {
    lives.beginAnew();
    await live();
    const damage = DAMAGES[moment % DAMAGES.length] ?? DAMAGES[0];
    damage.apply(join(folder, "history.db"), random);
    lives.writeOff();
    const lines = await live();
    outcomes.push(`${damage.name}: ${outcomeOf(damage, lines, folder, lives)}`);
  }
  temporary.remove();
  const { wrong, figures } = lives.report();
  return { wrong, figures: { ...figures, outcomes: tally(outcomes) } };
}

function outcomeOf(
  { isAlwaysDetected }: Damage,
  lines: readonly Words[],
  folder: string,
  lives: Lives,
): string {
  const told = lines.filter(([what, about]) => what === "told" && about === "history-set-aside").length;
  const aside = readdirSync(folder).filter((name) => /^history\.damaged-.*\.db$/.test(name)).length;
  if (told !== aside) lives.complain(`${aside} files were set aside, but that was reported ${told} times`);
  if (told > 1) lives.complain(`the damage was reported ${told} times`);
  if (isAlwaysDetected && told === 0) lives.complain("the damage was not detected");
  if (!lines.some(([what]) => what === "acknowledged")) lives.complain("no new facts were stored");
  if (!existsSync(join(folder, "history.db"))) lives.complain("there is no history");
  return told > 0 ? "set aside" : "continued";
}
