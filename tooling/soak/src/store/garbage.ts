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

/** Turns histories to garbage in many ways: they are kept aside, new ones are begun, and that is said once. */
export async function turnToGarbage({ moments, seed, chance }: Moments): Promise<Report> {
  const temporary = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
  const [folder, scratch] = [join(temporary.path, "history"), join(temporary.path, "copy")];
  const lives = openLives({ folder, scratch, seed });
  const outcomes: string[] = [];
  const live = (): Promise<readonly Words[]> =>
    lives.next(async (host) => {
      await host.hears(([what]) => what === "opened");
      await delay(LIFE_MS);
    });

  for (let moment = 0; moment < moments; moment++) {
    lives.beginAnew();
    await live();
    const damage = DAMAGES[moment % DAMAGES.length] ?? DAMAGES[0];
    damage.wreck(join(folder, "history.db"), chance);
    lives.writeOff();
    const said = await live();
    outcomes.push(`${damage.name}: ${outcomeOf(damage, said, folder, lives)}`);
  }
  temporary.remove();
  const { wrong, figures } = lives.report();
  return { wrong, figures: { ...figures, outcomes: tally(outcomes) } };
}

function outcomeOf({ isPlain }: Damage, said: readonly Words[], folder: string, lives: Lives): string {
  const told = said.filter(([what, about]) => what === "told" && about === "history-set-aside").length;
  const aside = readdirSync(folder).filter((name) => /^history\.damaged-.*\.db$/.test(name)).length;
  if (told !== aside) lives.complain(`${aside} were kept aside, and that was told ${told} times`);
  if (told > 1) lives.complain(`it was told ${told} times`);
  if (isPlain && told === 0) lives.complain("nobody noticed");
  if (!said.some(([what]) => what === "acknowledged")) lives.complain("nothing was kept any more");
  if (!existsSync(join(folder, "history.db"))) lives.complain("there is no history");
  return told > 0 ? "set aside" : "went on";
}
