// npm run soak -- NAME [--seed N] [--moments N] [--minutes N]: runs one soak test, and prints its figures and problems.
import { parseArgs } from "node:util";
import { downloads } from "./src/downloads/downloads.ts";
import { owners } from "./src/owners/owners.ts";
import { store } from "./src/store/store.ts";
import { windows } from "./src/windows/windows.ts";
import type { Soak, SoakSize } from "./src/soak.ts";

const soaks: readonly Soak[] = [downloads, owners, store, windows];

const soak = soaks.find(({ name }) => name === asked().name);
if (soak) process.exitCode = await run(soak, asked().size);
else {
  console.error("npm run soak -- NAME [--seed N] [--moments N] [--minutes N], where NAME is one of");
  for (const { name, what } of soaks) console.error(`  ${name.padEnd(10)} ${what}`);
  process.exitCode = 2;
}

function asked(): { readonly name: string | undefined; readonly size: SoakSize } {
  const number = { type: "string" } as const;
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { seed: number, moments: number, minutes: number },
  });
  const size = {
    seed: Number(values.seed ?? Date.now() % 1_000_000),
    moments: Number(values.moments ?? 1_000),
    minutes: Number(values.minutes ?? 5),
  };
  return { name: positionals[0], size };
}

async function run({ name, run: begin }: Soak, size: SoakSize): Promise<number> {
  console.log(`${name}: --seed ${size.seed}`);
  const beganMs = performance.now();
  const { figures, wrong } = await begin(size);
  for (const [what, value] of Object.entries(figures)) console.log(`  ${what}: ${value}`);
  for (const what of wrong) console.log(`✗ ${what}`);
  const seconds = Math.round((performance.now() - beganMs) / 1_000);
  console.log(wrong.length === 0 ? `✓ no problems in ${seconds} s` : `✗ ${wrong.length} problems`);
  return wrong.length === 0 ? 0 : 1;
}
