import assert from "node:assert/strict";
import { settingsContract } from "@paddock/core/contracts";
import * as vscode from "vscode";
import { SETTINGS } from "../../src/contributions.ts";
import { openSettings } from "../../src/settings/open-settings.ts";
import type { Settings } from "../../src/settings/settings.ts";

const { read: readSettings, changed$: settingsChanged$ } = openSettings();

/** Writes a machine setting, even with a value of the wrong type. */
const set = (setting: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);

const NOTHING_SET: Settings = {
  host: "",
  hosts: [],
  executable: "",
  serviceOwner: {},
  serviceEnvironment: {},
  notTextVariables: [],
  autoStart: "never",
  stopOnExit: false,
  insecureRegistries: [],
  parallelDownloads: 1,
  hostMemory: {},
  checksForUpdates: "on-request",
  checksForReleases: "on-request",
  notifiesWhenDone: false,
  hiddenNotices: [],
  historyDays: 90,
  historyMegabytes: 20,
};

describe("the settings", () => {
  afterEach(async () => {
    for (const setting of Object.values(SETTINGS)) await set(setting, undefined);
  });

  it("have the manifest's defaults when nothing is set", () => {
    assert.deepEqual(readSettings(), NOTHING_SET);
  });

  it("are trimmed, and registries are converted to lower case", async () => {
    await set(SETTINGS.host, "  127.0.0.1:1 ");
    await set(SETTINGS.executable, " /usr/bin/ollama ");
    await set(SETTINGS.insecureRegistries, ["LAB:5000"]);
    const { host, executable, insecureRegistries } = readSettings();
    assert.deepEqual(
      { host, executable, insecureRegistries },
      { host: "127.0.0.1:1", executable: "/usr/bin/ollama", insecureRegistries: ["lab:5000"] },
    );
  });

  for (const { name, keep } of settingsContract)
    it(`keep the promise of a settings port: ${name}`, () =>
      keep({
        settings: openSettings(),
        host: () => vscode.workspace.getConfiguration().get<string>(SETTINGS.host, ""),
      }));

  it("keep a variable whose value is no text when another one is written", async () => {
    await set(SETTINGS.serviceEnvironment, { A_LIST: ["x"] });
    await openSettings().write({ variables: { OLLAMA_NUM_PARALLEL: "4" } });
    assert.deepEqual(vscode.workspace.getConfiguration().get(SETTINGS.serviceEnvironment), {
      A_LIST: ["x"],
      OLLAMA_NUM_PARALLEL: "4",
    });
  });

  it("accept texts, numbers and booleans as environment variables, and name the others", async () => {
    await set(SETTINGS.serviceEnvironment, {
      OLLAMA_KEEP_ALIVE: "1h",
      OLLAMA_NUM_PARALLEL: 4,
      OLLAMA_DEBUG: true,
      A_LIST: ["x"],
      AN_OBJECT: {},
      NOTHING: null,
    });
    const { serviceEnvironment, notTextVariables } = readSettings();
    assert.deepEqual(serviceEnvironment, {
      OLLAMA_KEEP_ALIVE: "1h",
      OLLAMA_NUM_PARALLEL: "4",
      OLLAMA_DEBUG: "true",
    });
    assert.deepEqual(notTextVariables, ["A_LIST", "AN_OBJECT", "NOTHING"]);
  });

  it("of the wrong type count as not set, and are never an error", async () => {
    await set(SETTINGS.executable, 7);
    await set(SETTINGS.serviceEnvironment, "OLLAMA_DEBUG=1");
    await set(SETTINGS.stopOnExit, "yes");
    await set(SETTINGS.insecureRegistries, "lab:5000");
    await set(SETTINGS.historyDays, "many");
    await set(SETTINGS.historyMegabytes, 0);
    await set(SETTINGS.parallelDownloads, "all");
    await set(SETTINGS.checkForUpdates, true);
    await set(SETTINGS.notifyWhenDone, "yes");
    assert.deepEqual(readSettings(), NOTHING_SET);
    await set(SETTINGS.insecureRegistries, ["lab:5000", 7, null]);
    assert.deepEqual(readSettings().insecureRegistries, ["lab:5000"]);
  });

  it("limit the number of parallel downloads to eight", async () => {
    await set(SETTINGS.parallelDownloads, 2.9);
    assert.equal(readSettings().parallelDownloads, 2);
    await set(SETTINGS.parallelDownloads, 1_000);
    assert.equal(readSettings().parallelDownloads, 8);
  });

  it("do not let a workspace say who runs Ollama, or any other program", async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder, "the tests have a folder open");
    const file = vscode.Uri.joinPath(folder.uri, ".vscode", "settings.json");
    const commands = { start: ["./evil.sh"], stop: ["./evil.sh"] };
    const settings = {
      [SETTINGS.serviceOwner]: { kind: "custom", name: "x", ...commands },
      [SETTINGS.hosts]: [
        { name: "x", address: "203.0.113.1", owner: { kind: "custom", name: "x", ...commands } },
      ],
      [SETTINGS.executable]: "./evil.sh",
      "editor.tabSize": 7,
    };
    try {
      await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(settings)));
      await until(() => vscode.workspace.getConfiguration().get("editor.tabSize") === 7);
      assert.deepEqual(readSettings(), NOTHING_SET);
    } finally {
      await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder.uri, ".vscode"), { recursive: true });
      await until(() => vscode.workspace.getConfiguration().get("editor.tabSize") !== 7);
    }
  });

  it("keep who runs Ollama as it is written", async () => {
    const owner = { kind: "container", engine: "docker", name: "ollama" };
    await set(SETTINGS.serviceOwner, owner);
    assert.deepEqual(readSettings().serviceOwner, owner);
  });

  it("keep a host that is not a text, so that the error can show it", async () => {
    await set(SETTINGS.host, 11434);
    assert.deepEqual(readSettings().host, { notText: "11434" });
  });

  it("emit when one of them changes, but not for settings of others", async () => {
    let changes = 0;
    const listening = settingsChanged$.subscribe(() => (changes += 1));
    await set("editor.tabSize", 3);
    assert.equal(changes, 0);
    await set(SETTINGS.historyDays, 30);
    assert.equal(changes, 1);
    await set("editor.tabSize", undefined);
    listening.unsubscribe();
  });
});

/** Waits until a setting has arrived. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds())
    await new Promise<void>((resolve) => vscode.workspace.onDidChangeConfiguration(() => resolve()));
}
