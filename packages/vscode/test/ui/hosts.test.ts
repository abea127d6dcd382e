import { freePort, openSimulator, simulatedModel, type Simulator } from "@paddock/test-fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPaddock, untilStatus, type Paddock } from "./paddock.ts";

let [here, there]: Simulator[] = [];
let paddock: Paddock;

const address = ({ port }: { readonly port: number }): string => `127.0.0.1:${port}`;
const rows = (view: string): Promise<string[]> => paddock.window.treeItems(view);

beforeAll(async () => {
  here = await openSimulator({ models: [simulatedModel("llama3.2:3b")] });
  there = await openSimulator({ models: [simulatedModel("qwen3:8b")] });
  paddock = await openPaddock({ settings: { "paddock.host": address(here) } });
  await untilStatus(paddock, `Ollama: Running :${here.port}`);
  await paddock.window.openView("Ollama");
});
afterAll(async () => {
  await paddock[Symbol.asyncDispose]();
  await Promise.all([here!.close(), there!.close()]);
});

it("show as before while there is one", async () => {
  await expect
    .poll(() => rows("Service"))
    .toContainEqual(expect.stringMatching(`^Running, .* · port ${here!.port}$`));
});

it("are offered in a remote window for Ollama of the person's own computer", async () => {
  // In the browser, VS Code is a remote machine too.
  await paddock.window.treeItem("Service", "Machine").click();
  const { quickInput } = paddock.window;
  await expect.poll(() => quickInput.rows()).toEqual(["Enter an Address…", "Read How It Works"]);
  await quickInput.choose("Enter an Address…");
  await quickInput.message.filter({ hasText: "The address of Ollama there" }).waitFor();
  await quickInput.cancel();
});

it("have a row each once the setting lists another, and a click shows it", async () => {
  const away = await freePort();
  await paddock.vscode.changeSettings({
    "paddock.hosts": [
      { name: "gpu-box", address: address(there!) },
      { name: "nas", address: `127.0.0.1:${away}` },
      { name: "typo", address: "ftp://x" },
    ],
  });
  await expect.poll(() => rows("Hosts")).toContain("gpu-box, Running");
  await expect.poll(() => rows("Models")).toContainEqual(expect.stringContaining("llama3.2:3b"));
  await paddock.window.treeItem("Hosts", "gpu-box").click();
  await untilStatus(paddock, "gpu-box: Running");
  await expect.poll(() => rows("Models")).toContainEqual(expect.stringContaining("qwen3:8b"));
  await expect.poll(() => rows("Hosts")).toContainEqual(expect.stringContaining(address(there!)));
});

it("are remembered by workspace", async () => {
  await paddock.window.command("Developer: Reload Window");
  await untilStatus(paddock, "gpu-box: Running");
});

it("can be chosen from the palette", async () => {
  await paddock.window.command("Paddock: Choose Host…");
  await paddock.window.quickInput.choose("This machine");
  await untilStatus(paddock, `Ollama: Running :${here!.port}`);
});

it("are added from the palette, tested, and shown; and removed", async () => {
  const more = await openSimulator({ models: [simulatedModel("gemma3:1b")] });
  await paddock.window.command("Paddock: Add Host…");
  const { message } = paddock.window.quickInput;
  await expect.poll(() => message.innerText()).toContain("The address of Ollama there");
  await paddock.window.quickInput.type(address(more));
  await paddock.window.quickInput.accept();
  await expect.poll(() => message.innerText()).toContain("The name that Paddock shows");
  await paddock.window.quickInput.type("spare");
  await paddock.window.quickInput.accept();
  await untilStatus(paddock, "spare: Running");
  await expect.poll(() => rows("Models")).toContainEqual(expect.stringContaining("gemma3:1b"));

  await paddock.window.command("Paddock: Remove Host…");
  await paddock.window.quickInput.choose("spare");
  await paddock.window.page.getByRole("button", { name: "Remove", exact: true }).click();
  await untilStatus(paddock, `Ollama: Running :${here!.port}`);
  await expect.poll(async () => (await rows("Hosts")).some((row) => row.startsWith("spare"))).toBe(false);
  await more.close();
});

it("have their setting in the tab that shows machine settings", async () => {
  await paddock.window.command("Paddock: Open Host Setting");
  const editor = paddock.window.page.locator(".settings-editor");
  await editor.locator(".setting-item-label", { hasText: /^Hosts$/ }).waitFor();
  expect(await editor.getByText("No Settings Found").isVisible()).toBe(false);
});
