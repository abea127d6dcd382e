// npm run screenshots: the pictures in the README, taken in a real VS Code, in a dark and a light theme.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { demoBytesPerSecond, demoRegistryModels, installStandIn, openRegistry } from "@paddock/test-fixtures";
import { build } from "./system/build.ts";
import { freePort } from "./system/ports.ts";
import { root } from "./system/programs.ts";
import { openTemporaryFolder } from "./system/temporary.ts";
import { openWorkbench } from "./workbench/workbench.ts";

const images = join(root, "docs/images");
const STATUS = "paddock.ollama-paddock.paddock.status";

if (!(await build("errors"))) process.exit(1);
mkdirSync(images, { recursive: true });

const folder = openTemporaryFolder();
const registry = await openRegistry({ models: demoRegistryModels, bytesPerSecond: demoBytesPerSecond });
const vscode = await openWorkbench({
  extensions: [join(root, "packages/vscode")],
  viewport: { width: 1280, height: 800 },
  settings: {
    "paddock.host": `127.0.0.1:${await freePort()}`,
    "paddock.executable": installStandIn(folder.path),
    "paddock.registries.insecure": [registry.host],
    "paddock.service.environment": {
      OLLAMA_MODELS: join(folder.path, "models"),
      STAND_IN_MODELS: "demo",
      STAND_IN_VERSION: "0.33.0",
      STAND_IN_TOKEN_MS: "20",
    },
  },
});
const { window } = vscode;
const picture = async (name: string): Promise<void> => {
  for (const theme of ["light", "dark"] as const) {
    await vscode.useTheme(theme);
    await window.page.mouse.move(640, 790);
    await delay(700); // until nothing moves any more
    await window.page.screenshot({ path: join(images, `${name}-${theme}.png`) });
  }
};

try {
  await window.statusItem(STATUS).filter({ hasText: "Stopped" }).waitFor();
  await window.openView("Ollama");
  await window.command("Paddock: Start Ollama Service");
  await window.statusItem(STATUS).filter({ hasText: "Running" }).waitFor();
  await window.command("Paddock: Load Model");
  await window.quickInput.choose("llama3.2:3b");
  await window.command("Paddock: Test API");
  await window.treeItem("Service", "Test API, answered").waitFor();

  await window.command("Paddock: Open Paddock");
  const panel = await window.webview("Paddock for Ollama");
  await panel.locator(".row", { hasText: "llama3.2:3b" }).click();
  await panel.locator(".facts-grid").waitFor();
  await picture("models");

  await window.command("Paddock: Add Model…");
  await window.quickInput.type(`${registry.host}/library/tinyllama`);
  await window.quickInput.accept();
  await panel.getByRole("tab", { name: "Downloads" }).click();
  await panel.locator(".download", { hasText: "left" }).waitFor();
  await delay(3_000);
  await picture("downloads");

  await panel.getByRole("tab", { name: "API" }).click();
  await picture("api");

  await window.command("Paddock: Open State Inspector");
  const inspector = await window.webview("Paddock: State Inspector");
  await inspector.locator(".event", { hasText: "test.stepped answer" }).click();
  await picture("inspector");
  await window.command("Paddock: Cancel Download");
  await window.command("Paddock: Stop Ollama Service");
  await window.statusItem(STATUS).filter({ hasText: "Stopped" }).waitFor();
} finally {
  await vscode.close();
  await registry.close();
  folder.close();
}
console.log(`The pictures are in ${images}.`);
