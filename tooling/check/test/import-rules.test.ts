import { execFile } from "node:child_process";
import { cpSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTemporaryFolder, packageProgram, root, type TemporaryFolder } from "@paddock/system";

const fixtures = fileURLToPath(new URL("../import-rules", import.meta.url));
const files = readdirSync(fixtures, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(fixtures, join(entry.parentPath, entry.name)));

type Found = { readonly filename: string; readonly code: string };

let folder: TemporaryFolder;
let found: readonly Found[];

// The rules go by folder, so the files are linted where they claim to be.
beforeAll(async () => {
  folder = openTemporaryFolder();
  cpSync(fixtures, folder.path, { recursive: true });
  cpSync(join(root, ".oxlintrc.json"), join(folder.path, ".oxlintrc.json"));
  found = await lint(folder.path);
});
afterAll(() => folder.close());

describe("an import that no folder may have is caught:", () => {
  it.each(files)("%s", (file) => {
    const rules = found.filter(({ filename }) => filename.endsWith(file)).map(({ code }) => code);
    expect(rules).toContain(file.includes("circle") ? "import(no-cycle)" : "eslint(no-restricted-imports)");
  });
});

function lint(where: string): Promise<readonly Found[]> {
  const [node, oxlint] = packageProgram("oxlint");
  return new Promise((resolve) => {
    execFile(
      node,
      [oxlint, "--format=json", "-A", "all", "-D", "no-restricted-imports", "-D", "import/no-cycle"],
      { cwd: where },
      (_failed, stdout) => {
        const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Found[] };
        resolve(diagnostics);
      },
    );
  });
}
