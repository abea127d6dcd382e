import assert from "node:assert/strict";
import { ACTIONS, type ActionType } from "@paddock/core/actions";
import { openSimulator, simulatedModel, standInExecutable, type Simulator } from "@paddock/test-fixtures";
import * as vscode from "vscode";
import type { PaddockApi, PaddockExports } from "../../src/api.ts";
import { commandIdsIn } from "../../src/activation/own-commands.ts";
import { SETTINGS } from "../../src/contributions.ts";

const set = (setting: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);
const setHost = (host: unknown): Thenable<void> => set(SETTINGS.host, host);

/** Runs the command of an action. */
async function run(type: ActionType, target?: unknown): Promise<void> {
  const { palette } = ACTIONS[type].doors;
  assert.ok(palette, type);
  await vscode.commands.executeCommand(palette, target);
}

/** Waits until a condition holds; checks it whenever the event fires. */
async function until(changed: vscode.Event<unknown>, isSo: () => boolean): Promise<void> {
  if (isSo()) return;
  await new Promise<void>((resolve) => {
    const listening = changed(() => {
      if (!isSo()) return;
      listening.dispose();
      resolve();
    });
  });
}

const untilState = (api: PaddockApi, isSo: (state: PaddockApi["state"]) => boolean): Promise<void> =>
  until(api.onDidChangeState, () => isSo(api.state));

const openTabs = (): readonly string[] =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)).toSorted();

describe("a command", () => {
  let ollama: Simulator;
  let api: PaddockApi;
  const untilSituation = (situation: string): Promise<void> =>
    untilState(api, ({ service }) => service.situation === situation);

  before(async () => {
    ollama = await openSimulator({
      models: [simulatedModel("llama3.2:3b"), simulatedModel("foal:tiny", { capabilities: ["embedding"] })],
    });
    const extension = vscode.extensions.getExtension<PaddockExports>("paddock.ollama-paddock");
    assert.ok(extension);
    api = (await extension.activate()).getAPI(1);
    await setHost(`127.0.0.1:${ollama.port}`);
    await untilSituation("running");
  });
  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await set(SETTINGS.executable, undefined);
    await setHost(undefined);
    await ollama.close();
  });

  it("is registered for every command that the manifest declares", async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const manifest: unknown = vscode.extensions.getExtension("paddock.ollama-paddock")?.packageJSON;
    assert.deepEqual(
      commandIdsIn(manifest).filter((id) => !known.has(id)),
      [],
    );
  });

  it("finds a model although the models were never listed, because no view was visible", async () => {
    assert.deepEqual(api.state.models, []);
    assert.deepEqual(await api.dispatch({ type: "model.load", model: "llama3.2:3b" }), { accepted: true });
    await run("model.copy-name", "llama3.2:3b");
    assert.equal(api.state.models.length, 2);
    const asked = ollama.requestCount("GET /api/tags");
    assert.equal((await api.dispatch({ type: "model.load", model: "missing" })).accepted, false);
    assert.equal(ollama.requestCount("GET /api/tags"), asked + 1);
    await untilState(api, ({ models }) => models.some(({ loaded }) => loaded));
    await api.dispatch({ type: "model.unload", model: "llama3.2:3b" });
    await untilState(api, ({ models }) => !models.some(({ loaded }) => loaded));
  });

  it("reads the models", async () => {
    await run("models.refresh");
    await untilState(api, ({ models }) => models.length === 2);
    assert.ok(api.state.models.every(({ available }) => available));
  });

  it("loads and unloads the model that it is called with, by the endpoint for its capabilities", async () => {
    const isLoaded = (name: string): boolean =>
      api.state.models.some((model) => model.name === name && model.loaded !== undefined);
    for (const [name, route] of [
      ["llama3.2:3b", "POST /api/generate"],
      ["foal:tiny", "POST /api/embed"],
    ] as const) {
      await run("model.load", name);
      await untilState(api, () => isLoaded(name));
      assert.ok(ollama.requestCount(route) > 0, route);
      await run("model.unload", { key: name });
      await untilState(api, () => !isLoaded(name));
    }
  });

  it("tests the API, step by step", async () => {
    await run("service.test");
    await untilState(api, ({ lastTest }) => lastTest !== undefined);
    assert.equal(api.state.lastTest?.passed, true);
    assert.deepEqual(
      api.state.lastTest.steps.map(({ step }) => step),
      ["reach", "version", "answer"],
    );
  });

  it("copies the address, and a model's name", async () => {
    await run("service.copy-endpoint");
    assert.equal(await vscode.env.clipboard.readText(), `http://127.0.0.1:${ollama.port}/api/generate`);
    await run("model.copy-name", "llama3.2:3b");
    assert.equal(await vscode.env.clipboard.readText(), "llama3.2:3b");
  });

  it("opens each page only once, and shows a model's details in the main panel", async () => {
    await run("inspector.open");
    await run("model.show-details", "llama3.2:3b");
    await run("dashboard.open");
    await run("inspector.open");
    await until(vscode.window.tabGroups.onDidChangeTabs, () => openTabs().length >= 2);
    assert.deepEqual(openTabs(), ["Paddock for Ollama", "Paddock: State Inspector"]);
    assert.ok(ollama.requestCount("POST /api/show") <= 2, "each digest is described once");
  });

  it("of another extension is refused with a reason", async () => {
    const why = async (command: unknown): Promise<unknown> => {
      const answer = await api.dispatch(command as Parameters<PaddockApi["dispatch"]>[0]);
      return answer.accepted ? "accepted" : answer.reason;
    };
    assert.equal(await why({ type: "service.stop" }), "not-ours");
    assert.equal(await why({ type: "service.start" }), "already-running");
    assert.equal(await why({ type: "model.load", model: "missing" }), "no-such-model");
    assert.equal(await why({ type: "model.unload", model: "foal:tiny" }), "not-loaded");
    assert.equal(await why({ type: "download.cancel", id: "nothing" }), "no-such-download");
    assert.equal(await why({ type: "format.disk" }), "bad-command");
    assert.equal(await why("service.stop"), "bad-command");
  });

  it("of another extension can be followed to its end", async () => {
    const follow = async (command: Parameters<PaddockApi["request"]>[0]): Promise<unknown> => {
      const answer = await api.request(command);
      return answer.accepted ? answer.completed : answer.reason;
    };
    assert.deepEqual(await follow({ type: "models.refresh" }), { kind: "done" });
    assert.deepEqual(await follow({ type: "model.load", model: "llama3.2:3b" }), { kind: "done" });
    assert.deepEqual(await follow({ type: "service.test" }), { kind: "done" });
    assert.deepEqual(await follow({ type: "model.unload", model: "llama3.2:3b" }), { kind: "done" });
    assert.equal(await follow({ type: "model.unload", model: "foal:tiny" }), "not-loaded");
    const { host } = api.state.service;
    assert.deepEqual(await follow({ type: "models.refresh", host }), { kind: "done" });
    assert.equal(await follow({ type: "models.refresh", host: "http://elsewhere:11434" }), "not-watched");
    assert.equal(await follow({ type: "models.refresh", host: "" }), "bad-command");
  });

  it("is not needed to get the state as it is now: another extension can ask for that", async () => {
    const asTerminal = (method: string, path: string, body: unknown): Promise<Response> =>
      fetch(`http://127.0.0.1:${ollama.port}${path}`, { method, body: JSON.stringify(body) });
    const names = (state: PaddockApi["state"]): readonly string[] => state.models.map(({ name }) => name);
    await api.freshState();
    await asTerminal("POST", "/api/copy", { source: "llama3.2:3b", destination: "pony" });
    assert.ok(!names(api.state).includes("pony:latest"), "no view is visible, so it is not known yet");
    assert.ok(names(await api.freshState()).includes("pony:latest"));
    await asTerminal("DELETE", "/api/delete", { model: "pony" });
    assert.ok(!names(await api.freshState()).includes("pony:latest"));
  });

  it("is refused with a sentence when the host setting is not a text", async () => {
    await setHost(11434);
    await untilSituation("misconfigured");
    const answer = await api.dispatch({ type: "service.start" });
    assert.deepEqual(answer, {
      accepted: false,
      reason: "bad-host",
      message: "The host is not valid. The setting must be text in quotes, like “192.168.1.5:11434”.",
    });
    assert.deepEqual(api.state.models, []);
    await setHost(`127.0.0.1:${ollama.port}`);
    await untilSituation("running");
  });

  it("can start Ollama as soon as the setting names an executable that exists", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors"); // no view is visible
    await set(SETTINGS.executable, "/nowhere/ollama");
    await setHost("127.0.0.1:1");
    await untilSituation("not-installed");
    await set(SETTINGS.executable, standInExecutable);
    await untilSituation("stopped");
  });
});
