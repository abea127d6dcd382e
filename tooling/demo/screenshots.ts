// npm run screenshots: takes the screenshots of the README in a real VS Code, in a dark and a light theme.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDemo } from "./src/demo.ts";
import { openTemporaryFolder, openWorkbench } from "@paddock/vscode-harness";

const root = fileURLToPath(new URL("../..", import.meta.url));
const images = join(root, "docs/images");
const STATUS = "paddock.ollama-paddock.paddock.status";

mkdirSync(images, { recursive: true });

const folder = openTemporaryFolder();
const demo = await openDemo(folder.path);
const vscode = await openWorkbench({
  extensions: [join(root, "packages/vscode")],
  viewport: { width: 1280, height: 800 },
  env: demo.environment,
  settings: { "paddock.service.environment": { STAND_IN_VERSION: "0.33.0" } },
});
const { window } = vscode;
const picture = async (name: string): Promise<void> => {
  for (const theme of ["light", "dark"] as const) {
    await vscode.useTheme(theme);
    await window.page.mouse.move(640, 790);
    await window.page.screenshot({ path: join(images, `${name}-${theme}.png`), animations: "disabled" });
  }
};

/** In a picture, the folder of this clone has a name that says nothing about the machine. */
const hideFolder = (frame: Awaited<ReturnType<typeof window.webview>>): Promise<void> =>
  frame.evaluate((folder) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      text.nodeValue = text.nodeValue?.replaceAll(folder, "~/paddock/") ?? null;
  }, root);

try {
  await window.statusItem(STATUS).filter({ hasText: "Stopped" }).waitFor();
  await window.openView("Ollama");
  await window.command("Paddock: Start Ollama Service");
  await window.statusItem(STATUS).filter({ hasText: "Running" }).waitFor();
  await window.command("Paddock: Load Model");
  await window.quickInput.choose("llama3.2:3b");
  await window.command("Paddock: Test API");
  await window.treeItem("Service", "API, answered").waitFor();

  await window.command("Paddock: Open Paddock");
  const panel = await window.webview("Paddock for Ollama");
  await panel.locator(".row", { hasText: "llama3.2:3b" }).click();
  await panel.locator(".facts-grid").waitFor();
  await picture("models");

  await panel.getByRole("button", { name: "Try It" }).click();
  await panel.getByRole("textbox", { name: "Prompt" }).fill("Why do horses sleep standing up?");
  await window.page.keyboard.press("Control+Enter");
  await panel.locator(".answer .status", { hasText: "Done" }).waitFor();
  await picture("try");

  await panel.getByRole("tab", { name: "Activity" }).click();
  await panel.getByRole("grid").getByRole("row", { name: "/api/chat" }).first().waitFor();
  await panel.locator(".chart canvas").waitFor();
  await picture("activity");

  await panel.getByRole("tab", { name: "Service" }).click();
  await panel.getByText("/api/chat").first().waitFor();
  await hideFolder(panel);
  await picture("service");

  await window.command("Paddock: Add Model…");
  await window.quickInput.type("tinyllama");
  await window.quickInput.choose("Search Hugging Face for “tinyllama”");
  await window.page.getByText("412K downloads").first().waitFor();
  await picture("add-model");
  await window.quickInput.cancel();

  await panel.getByRole("tab", { name: "Downloads" }).click();
  for (const model of ["smollm2:135m", "tinyllama:latest", "tinyllama:chat", "all-minilm:latest"]) {
    await window.command("Paddock: Add Model…");
    await window.quickInput.type(model);
    await window.quickInput.choose(`Download “${model}”`);
    await window.quickInput.choose("Download");
  }
  await panel.locator(".queue-line", { hasText: /\d\d% .* left/ }).waitFor();
  await picture("downloads");

  await panel.getByRole("tab", { name: "API" }).click();
  await picture("api");

  await panel.getByRole("tab", { name: "Doctor" }).click();
  await panel.getByRole("heading", { name: "Fine" }).waitFor();
  await panel.getByText("checked").first().waitFor();
  await hideFolder(panel);
  await picture("doctor");

  await window.command("Paddock: Open State Inspector");
  const inspector = await window.webview("Paddock: State Inspector");
  await inspector.getByRole("listbox").getByText("API test: Answers passed").last().click();
  await picture("inspector");
  await window.command("Paddock: Stop Ollama Service");
  await window.statusItem(STATUS).filter({ hasText: "Stopped" }).waitFor();
} finally {
  await vscode.close();
  await demo.close();
  folder.close();
}
console.log(`The screenshots are in ${images}.`);
