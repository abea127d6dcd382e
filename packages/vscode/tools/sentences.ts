import { readdir, readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { getL10nJson } from "@vscode/l10n-dev";

/** The folders with sentences. The pages have none of their own: they get them from core's views. */
const SOURCES = ["packages/core/src", "packages/vscode/src"];

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The bundle that is shipped, and that translations are based on. */
export const bundleFile: string = `${root}packages/vscode/l10n/bundle.l10n.json`;

export type SourceFile = { readonly path: string; readonly text: string };

/** All source files that use `l10n`. */
export async function readSources(): Promise<readonly SourceFile[]> {
  const paths = (await Promise.all(SOURCES.map(pathsIn))).flat().toSorted();
  const files = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(root + path, "utf8") })),
  );
  return files.filter(({ text }) => text.includes("l10n"));
}

async function pathsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(root + folder, { recursive: true });
  return names
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
}

/** All sentences by their keys, in alphabetical order, as in the bundle. */
export async function extractSentences(
  files: readonly SourceFile[],
): Promise<Readonly<Record<string, string>>> {
  const found = await getL10nJson(
    files.map(({ path, text }) => ({ contents: text, extension: extname(path) })),
  );
  return Object.fromEntries(
    Object.entries(found)
      .map(([key, entry]) => [key, typeof entry === "string" ? entry : entry.message] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The text of the bundle file. */
export const bundleText = (sentences: Readonly<Record<string, string>>): string =>
  `${JSON.stringify(sentences, undefined, 2)}\n`;
