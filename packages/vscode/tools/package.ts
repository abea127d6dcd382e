import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { readmeOfPackage } from "./readme.ts";

const here = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

// The package includes these files of the repository.
for (const name of ["CHANGELOG.md", "LICENSE"]) copyFileSync(here(`../../${name}`), here(name));
writeFileSync(here("README.md"), readmeOfPackage(readFileSync(here("../../README.md"), "utf8")));

const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
const file = resolve(process.argv[2] ?? here("ollama-paddock.vsix"));
const options = [
  "--no-dependencies",
  "--allow-missing-repository",
  "--no-rewrite-relative-links",
  "--out",
  file,
];
const { status } = spawnSync(process.execPath, [vsce, "package", ...options], {
  cwd: here("."),
  stdio: ["ignore", "ignore", "inherit"],
});
process.exitCode = status ?? 1;
if (status === 0) console.log(`Wrote ${file}. In VS Code: Extensions: Install from VSIX…`);
