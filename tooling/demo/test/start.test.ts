import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openSimulator, standInExecutable } from "@paddock/test-fixtures";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openChromium, windowOn } from "@paddock/vscode-harness";
import { npmStart, type Started } from "./npm-start.ts";

// Only on Linux can the test see the processes that are left over.
describe.runIf(process.platform === "linux")("npm start", () => {
  let folder: string;
  let started: Started | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "paddock-start-"));
  });

  afterEach(async () => {
    await started?.interrupt();
    started = undefined;
    rmSync(folder, { recursive: true });
  });

  it("manages the Ollama on the PATH, in a VS Code in the browser", async () => {
    started = npmStart({ onPath: [dirname(standInExecutable)] });
    const address = await started.untilOutput(/VS Code with Paddock: (\S+)/);
    expect(started.output()).toContain(`Paddock manages the Ollama of this machine: ${standInExecutable}`);
    expect((await fetch(address)).status).toBe(200);
    expect(await started.interrupt()).toBe(0);
    expect(started.running()).toEqual([]);
  });

  it("manages the Ollama that answers", async () => {
    const ollama = await openSimulator();
    started = npmStart({ onPath: [], environment: { OLLAMA_HOST: ollama.url } });
    await started.untilOutput(/Paddock manages the Ollama \S+ that answers at/);
    await ollama.close();
  });

  it("lets Paddock start a simulator if there is no Ollama, and ends it", async () => {
    started = npmStart({ onPath: [] });
    const simulator = await started.untilOutput(
      /Demo: Ollama was not found, so a simulator answers at (\S+)/,
    );
    await startOllamaInPaddock(await started.untilOutput(/VS Code with Paddock: (\S+)/));
    expect(started.running().filter((command) => command.includes(standInExecutable))).toHaveLength(1);
    expect(await (await fetch(`${simulator}/api/version`)).json()).toHaveProperty("version");

    expect(await started.interrupt()).toBe(0);
    expect(started.running()).toEqual([]);
  });

  it("opens the desktop's VS Code if there is one, and ends with it", async () => {
    const record = join(folder, "record.json");
    putRecorder(join(folder, "code"), record);
    started = npmStart({ onPath: [folder], args: [folder] });
    expect(await started.exitCode).toBe(0);

    expect(started.output()).toContain(`Opened ${join(folder, "code")}`);
    const { args, demo } = JSON.parse(readFileSync(record, "utf8")) as { args: string[]; demo: string };
    expect(args).toEqual([
      `--extensionDevelopmentPath=${fileURLToPath(new URL("../../../packages/vscode", import.meta.url))}`,
      "--user-data-dir",
      expect.any(String) as string,
      "--extensions-dir",
      expect.any(String) as string,
      "--new-window",
      "--wait",
      folder,
    ]);
    expect(JSON.parse(demo)).toMatchObject({
      args: [standInExecutable],
      environment: {
        STAND_IN_MODELS: "demo",
        STAND_IN_LOG: "demo",
        STAND_IN_REGISTRY: expect.stringContaining("http://127.0.0.1:") as string,
        STAND_IN_HUGGING_FACE: expect.stringContaining("http://127.0.0.1:") as string,
      },
      searches: {
        huggingFace: expect.stringContaining("http://127.0.0.1:") as string,
        ollama: expect.stringContaining("http://127.0.0.1:") as string,
      },
    });
    expect(existsSync(args[2]!)).toBe(false);
    expect(started.running()).toEqual([]);
  });
});

/** Writes a program that records its arguments and environment, and ends. */
function putRecorder(file: string, record: string): void {
  const script = `#!/usr/bin/env node
const { writeFileSync } = require("node:fs");
const seen = { args: process.argv.slice(2), demo: process.env.PADDOCK_DEMO };
writeFileSync(${JSON.stringify(record)}, JSON.stringify(seen));
`;
  writeFileSync(file, script, { mode: 0o755 });
}

/** Opens the address in a browser, and starts Ollama with the palette. */
async function startOllamaInPaddock(address: string): Promise<void> {
  const browser = await openChromium();
  try {
    const page = await browser.newPage({ locale: "en-US" });
    await page.goto(address);
    const window = windowOn(page);
    const status = window.statusItem("paddock.ollama-paddock.paddock.status");
    await status.filter({ hasText: "stopped" }).waitFor();
    await window.command("Paddock: Start Ollama Service");
    await status.filter({ hasText: "running" }).waitFor();
  } finally {
    await browser.close();
  }
}
