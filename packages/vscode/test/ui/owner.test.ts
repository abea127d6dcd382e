import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSimulator, type Simulator } from "@paddock/test-fixtures";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPaddock, untilStatus, type Paddock } from "./paddock.ts";

let ollama: Simulator;
let paddock: Paddock;
const folder = mkdtempSync(join(tmpdir(), "paddock-owner-"));
const [tool, asked] = [join(folder, "tool"), join(folder, "asked")];
const custom = { kind: "custom", name: "my script", start: [tool, "start"], stop: [tool, "stop"] };

beforeAll(async () => {
  ollama = await openSimulator();
  writeFileSync(tool, `#!/bin/sh\necho "$@" >>'${asked}'\n`, { mode: 0o755 });
  paddock = await openPaddock({
    settings: { "paddock.host": `127.0.0.1:${ollama.port}`, "paddock.service.owner": custom },
  });
  await paddock.window.openView("Ollama");
  await untilStatus(paddock, `Running :${ollama.port}`);
});
afterAll(async () => {
  await paddock[Symbol.asyncDispose]();
  await ollama.close();
  rmSync(folder, { recursive: true });
});

const untilRunBy = (who: string): Promise<void> =>
  expect
    .poll(() => paddock.window.treeItems("Service"))
    .toContainEqual(expect.stringContaining(`Run by, ${who}`));

it("is the person's choice, and is stopped by the person's command", async () => {
  await untilRunBy("my script");
  await paddock.window.command("Paddock: Stop Ollama Service");
  await expect.poll(() => readFileSync(asked, { encoding: "utf8", flag: "a+" })).toBe("stop\n");
  await ollama.pause();
  await untilStatus(paddock, "Stopped");
  await ollama.resume();
  await untilStatus(paddock, `Running :${ollama.port}`);
});

it("that is written wrongly is said, and Ollama goes on", async () => {
  await paddock.vscode.changeSettings({ "paddock.service.owner": { ...custom, start: ["./tool"] } });
  const toast = paddock.window.page.locator(".notification-toast");
  await expect
    .poll(() => toast.allInnerTexts())
    .toContainEqual(expect.stringContaining("“start” must be a full path"));
  await paddock.window.command("Notifications: Clear All Notifications");
  await untilRunBy("");
  await expect
    .poll(() => paddock.window.treeItems("Service"))
    .not.toContainEqual(expect.stringContaining("my script"));
});

it("is chosen in a picker, which writes the setting", async () => {
  await paddock.vscode.changeSettings({ "paddock.service.owner": custom });
  await untilRunBy("my script");
  await paddock.window.command("Paddock: Choose Who Runs Ollama…");
  await expect
    .poll(() => paddock.window.quickInput.rows())
    .toEqual([
      expect.stringContaining("Paddock, Starts “ollama serve” itself"),
      expect.stringContaining("Detect Each Time"),
      expect.stringContaining("Kubernetes or Your Own Commands…"),
    ]);
  await paddock.window.quickInput.choose("Detect Each Time");
  await expect
    .poll(() => paddock.window.treeItems("Service"))
    .not.toContainEqual(expect.stringContaining("my script"));
});
