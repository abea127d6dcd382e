import { cpSync, mkdtempDisposableSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const fixtures = fileURLToPath(new URL("../import-rules", import.meta.url));
const files = readdirSync(fixtures, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(fixtures, join(entry.parentPath, entry.name)));

type Found = { readonly filename: string; readonly code: string };

let folder: ReturnType<typeof mkdtempDisposableSync>;
let found: readonly Found[];

// The rules depend on the folder, so the fixtures are linted in a copy with the repository's folder structure.
beforeAll(async () => {
  folder = mkdtempDisposableSync(join(tmpdir(), "paddock-"));
  cpSync(fixtures, folder.path, { recursive: true });
  cpSync(join(root, ".oxlintrc.json"), join(folder.path, ".oxlintrc.json"));
  found = await lint(folder.path);
});
afterAll(() => folder.remove());

describe("a forbidden import is reported:", () => {
  it.each(files)("%s", (file) => {
    const rules = found.filter(({ filename }) => filename.endsWith(file)).map(({ code }) => code);
    expect(rules).toContain(file.includes("circle") ? "import(no-cycle)" : "eslint(no-restricted-imports)");
  });
});

async function lint(where: string): Promise<readonly Found[]> {
  const args = ["--format=json", "-A", "all", "-D", "no-restricted-imports", "-D", "import/no-cycle"];
  const options = { cwd: where, preferLocal: true, localDir: root, reject: false } as const;
  const { stdout } = await execa("oxlint", args, options);
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Found[] };
  return diagnostics;
}
