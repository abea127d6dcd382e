import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manyModels, openSimulator } from "@paddock/test-fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { extensionFolder, openPaddock, untilStatus } from "./paddock.ts";

let folder: string;
let vsix: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "paddock-vsix-"));
  vsix = join(folder, "paddock.vsix");
  execFileSync(process.execPath, [join(extensionFolder, "tools/package.ts"), vsix], {
    stdio: ["ignore", "ignore", "inherit"],
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("installs in a new VS Code, activates, and shows its pages and each row of a long list", async () => {
  const ollama = await openSimulator({ models: manyModels(150) });
  await using paddock = await openPaddock({
    extensions: [vsix],
    settings: { "paddock.host": `127.0.0.1:${ollama.port}` },
  });
  await untilStatus(paddock, `Ollama: Running :${ollama.port}`);
  await paddock.window.command("Paddock: Open Paddock");
  const panel = await paddock.window.webview("Paddock for Ollama");
  await panel.getByRole("heading", { name: "Running" }).waitFor();
  await paddock.window.openView("Ollama");
  await paddock.window.treeItem("Models", "model-00000").hover();
  const last = paddock.window.treeItem("Models", "model-00149");
  await expect
    .poll(async () => {
      await paddock.window.page.mouse.wheel(0, 100_000);
      return last.isVisible();
    })
    .toBe(true);
  await ollama.close();
});

it("contains only the files that are needed", () => {
  const vsce = createRequire(import.meta.url).resolve("@vscode/vsce/vsce");
  const files = execFileSync(process.execPath, [vsce, "ls", "--no-dependencies"], {
    cwd: extensionFolder,
    encoding: "utf8",
  });
  expect(
    files
      .trim()
      .split("\n")
      .map((file) => file.replace(/(chunk|uPlot\.esm)-\w+/, "$1"))
      .toSorted(),
  ).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "dist/extension.cjs",
    "dist/main.cjs",
    "dist/pages/chunk.js",
    "dist/pages/dashboard.css",
    "dist/pages/dashboard.js",
    "dist/pages/inspector.css",
    "dist/pages/inspector.js",
    "dist/pages/uPlot.esm.js",
    "dist/reaper.cjs",
    "dist/searches.cjs",
    "dist/undici.cjs",
    "media/activity-bar.svg",
    "media/icon.png",
    "package.json",
    "package.nls.json",
  ]);
  expect(statSync(vsix).size).toBeLessThan(640_000);
});

it("has bundles that V8 keeps with one byte for each character", () => {
  for (const name of ["extension", "main", "reaper", "searches", "undici"])
    expect(readFileSync(join(extensionFolder, `dist/${name}.cjs`), "utf8")).not.toMatch(/[\u0080-\uffff]/);
});

it("holds no copies of a module, and nothing in a schema that only other libraries would read", () => {
  const main = readFileSync(join(extensionFolder, "dist/main.cjs"), "utf8");
  for (const name of ["vscode", "node:path"]) expect(main.split(`require("${name}")`)).toHaveLength(2);
  expect(main).not.toContain("~standard");
});

it("has a small entry file that does not include the core", () => {
  expect(statSync(join(extensionFolder, "dist/extension.cjs")).size).toBeLessThan(8_000);
});
