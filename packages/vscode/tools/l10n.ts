// npm run l10n: writes every sentence of the interface to l10n/bundle.l10n.json. With --check it only compares.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { bundleFile, bundleText, extractSentences, readSources } from "./sentences.ts";

const sentences = await extractSentences(await readSources());
const count = Object.keys(sentences).length;
const text = bundleText(sentences);

if (process.argv.includes("--check")) {
  const written = await readFile(bundleFile, "utf8").catch(() => "");
  if (written !== text) {
    console.error("l10n/bundle.l10n.json does not match the sentences in the source. Run: npm run l10n");
    process.exitCode = 1;
  }
} else {
  await mkdir(dirname(bundleFile), { recursive: true });
  await writeFile(bundleFile, text);
  console.log(`${count} sentences`);
}
