import { spawn, type ChildProcess } from "node:child_process";
import { freePort, standInExecutable } from "@paddock/test-fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPaddock, prepareOllama, untilStatus, type Paddock } from "./paddock.ts";
import { listenerOn } from "./listener-on.ts";

describe("our service", () => {
  let ollama: Awaited<ReturnType<typeof prepareOllama>>;
  let paddock: Paddock;
  beforeAll(async () => {
    ollama = await prepareOllama();
    paddock = await openPaddock({ settings: ollama.settings });
  });
  afterAll(async () => {
    await paddock.window.command("Paddock: Stop Ollama Service");
    await untilStatus(paddock, "Stopped");
    await paddock[Symbol.asyncDispose]();
    await ollama[Symbol.asyncDispose]();
  });

  it("is started from the palette, and is ours", async () => {
    await untilStatus(paddock, `Ollama: Stopped :${ollama.port}`);
    await paddock.window.openView("Ollama");
    await paddock.window.command("Paddock: Start Ollama Service");
    await untilStatus(paddock, `Ollama: Running :${ollama.port}`);
    await expect
      .poll(() => paddock.window.treeItems("Service"))
      .toContainEqual(expect.stringMatching(/^Run by, Paddock, pid \d+$/));
    expect((await paddock.window.treeItems("Service"))[0]).toBe("Stop Ollama Service");
    await expect.poll(() => paddock.window.treeItems("Models")).toContain("llama3.2:3b, Available · 2.0 GB");
  });

  it("has a log that opens at its end", async () => {
    await paddock.window.command("Paddock: Show Log");
    const lines = paddock.window.page.locator(".panel .view-line");
    await expect.poll(() => lines.allInnerTexts()).toContainEqual(expect.stringMatching(/^\[GIN\].*GET/));
    await paddock.window.command("View: Hide Panel");
    await fetch(`http://127.0.0.1:${ollama.port}/api/while-hidden`);
    await paddock.window.command("View: Toggle Output");
    await expect
      .poll(() => lines.allInnerTexts())
      .toContainEqual(expect.stringContaining("/api/while-hidden"));
    await paddock.window.command("View: Hide Panel");
  });

  it("tells in the Service tab what its log says, and follows it", async () => {
    await paddock.window.command("Paddock: Open Paddock");
    const panel = await paddock.window.webview("Paddock for Ollama");
    await panel.getByRole("tab", { name: "Service" }).click();
    await panel.locator(".pairs tr", { hasText: `127.0.0.1:${ollama.port}` }).waitFor();
    await panel.getByText("Ollama found no GPU that it can use.").waitFor();
    const lines = panel.locator(".log-lines > div");
    const before = await lines.count();
    await fetch(`http://127.0.0.1:${ollama.port}/api/nothing-at-all`);
    await panel.locator(".log-lines .warn", { hasText: "/api/nothing-at-all" }).waitFor();
    expect(await lines.count()).toBeGreaterThan(before);
    await paddock.window.command("View: Close All Editors");
  });

  it("answers in Try It, which the Activity tab shows with the memory of the model", async () => {
    await paddock.window.command("Paddock: Open Paddock");
    const panel = await paddock.window.webview("Paddock for Ollama");
    await panel.locator(".list .row", { hasText: "llama3.2:3b" }).click();
    await panel.getByRole("button", { name: "Try It" }).click();
    await panel.getByRole("textbox", { name: "Prompt" }).fill("Why do horses sleep standing up?");
    await paddock.window.page.keyboard.press("Control+Enter");
    await expect.poll(() => panel.locator(".answer .status").innerText()).toContain("Done");
    expect(await panel.getByRole("region", { name: "Answer" }).innerText()).not.toBe("");
    await panel.getByRole("tab", { name: "Activity" }).click();
    await panel.getByRole("grid").getByRole("row", { name: "/api/chat" }).first().waitFor();
    await panel.locator(".chart canvas").waitFor();
    await paddock.window.command("View: Close All Editors");
  });

  it("is not started twice, and a message says why", async () => {
    await paddock.window.command("Paddock: Start Ollama Service");
    await paddock.window.toast("Ollama is already running.").waitFor();
  });

  it("is a new process after a restart", async () => {
    const before = listenerOn(ollama.port);
    await paddock.window.command("Paddock: Restart Ollama Service");
    await expect.poll(() => listenerOn(ollama.port)).not.toBe(before);
    await untilStatus(paddock, "Running");
  });

  it("is reported in its row when it is killed while the view is visible, and not in a message too", async () => {
    process.kill(listenerOn(ollama.port), "SIGKILL");
    await untilStatus(paddock, `Ollama: Stopped :${ollama.port}`);
    await expect
      .poll(() => paddock.window.treeItems("Service"))
      .toContainEqual(expect.stringContaining("Stopped"));
    await paddock.window.command("Paddock: Start Ollama Service");
    await untilStatus(paddock, "Running");
    expect(await paddock.window.toast("Ollama was killed").count()).toBe(0);
  });

  it("is reported when it is killed, and can be started from the message", async () => {
    await paddock.window.openView("Explorer");
    process.kill(listenerOn(ollama.port), "SIGKILL");
    await untilStatus(paddock, `Ollama: Stopped :${ollama.port}`);
    await paddock.window.toast("Ollama was killed: by a person").waitFor();
    await paddock.window.answerToast("Ollama was killed", "Start Ollama Service");
    await untilStatus(paddock, "Running");
  });

  it("is not reported in messages once the person wants no more of the kind", async () => {
    process.kill(listenerOn(ollama.port), "SIGKILL");
    await paddock.window.answerToast("Ollama was killed", "Don't Show Again");
    await paddock.window.command("Paddock: Start Ollama Service");
    await untilStatus(paddock, "Running");
    process.kill(listenerOn(ollama.port), "SIGKILL");
    await untilStatus(paddock, `Ollama: Stopped :${ollama.port}`);
    await paddock.window.command("Paddock: Start Ollama Service");
    await untilStatus(paddock, "Running");
    expect(await paddock.window.toast("Ollama was killed").count()).toBe(0);
    await paddock.window.openView("Ollama");
  });

  it("is ours again after a reload of the window", async () => {
    const before = listenerOn(ollama.port);
    await paddock.window.command("Developer: Reload Window");
    await paddock.window.page.locator(".monaco-workbench .activitybar").waitFor();
    await untilStatus(paddock, "Running", 40_000);
    expect(listenerOn(ollama.port)).toBe(before);
    await expect
      .poll(() => paddock.window.treeItems("Service"))
      .toContainEqual(expect.stringMatching(/^Run by, Paddock, pid \d+$/));
  });

  it("has a row for variables that cannot be used, and a click on it opens their setting", async () => {
    await paddock.vscode.changeSettings({ "paddock.service.environment": { OLLAMA_NUM_PARALLEL: "many" } });
    await expect
      .poll(() => paddock.window.treeItems("Service"))
      .toContainEqual(expect.stringContaining("OLLAMA_NUM_PARALLEL"));
    await paddock.window.treeItem("Service", "Variables").click();
    await paddock.window.page.locator(".settings-editor .setting-item-label").first().waitFor();
    await paddock.vscode.changeSettings({ "paddock.service.environment": {} });
    await paddock.window.page.keyboard.press("Escape");
    await paddock.window.page.locator(".settings-editor").waitFor({ state: "detached" });
  });

  it("is stopped from the status bar's menu", async () => {
    await paddock.status.click();
    await paddock.window.quickInput.choose("Stop Ollama Service");
    await untilStatus(paddock, `Ollama: Stopped :${ollama.port}`);
    await paddock.window.command("Paddock: Start Ollama Service");
    await untilStatus(paddock, "Running");
  });
});

describe("a service that another program started", () => {
  let child: ChildProcess;
  let port: number;
  let paddock: Paddock;
  const serve = () => {
    child = spawn(standInExecutable, ["serve"], {
      stdio: "ignore",
      env: { ...process.env, OLLAMA_HOST: `127.0.0.1:${port}`, STAND_IN_MODELS: "demo" },
    });
  };
  beforeAll(async () => {
    port = await freePort();
    serve();
    paddock = await openPaddock({ settings: { "paddock.host": `127.0.0.1:${port}` } });
  });
  afterAll(async () => {
    await paddock[Symbol.asyncDispose]();
    child.kill("SIGKILL");
  });

  it("is watched, but cannot be stopped", async () => {
    await untilStatus(paddock, `Ollama: Running :${port}`);
    await paddock.window.command("Paddock: Stop Ollama Service");
    await paddock.window.toast("Paddock has not found what started it.").waitFor();
    expect(child.exitCode).toBeNull();
  });

  it("is reported as stopped when it ends, and as running when it is back", async () => {
    child.kill("SIGKILL");
    await untilStatus(paddock, `Ollama: Stopped :${port}`);
    serve();
    await untilStatus(paddock, `Ollama: Running :${port}`);
  });

  it("is replaced by an error that names the setting when the host is malformed", async () => {
    await paddock.vscode.changeSettings({ "paddock.host": "127.0.0.1:111543" });
    await untilStatus(paddock, "Ollama: Invalid host");
    await paddock.window.openView("Ollama");
    await expect
      .poll(() => paddock.window.treeItems("Service").then((rows) => rows.join("\n")))
      .toContain("paddock.host");
    await paddock.window.command("Paddock: Start Ollama Service");
    await paddock.window.toast("The host is not valid. The port must be a number from 1 to 65535.").waitFor();
    await paddock.vscode.changeSettings({ "paddock.host": `127.0.0.1:${port}` });
    await untilStatus(paddock, `Ollama: Running :${port}`);
  });
});
