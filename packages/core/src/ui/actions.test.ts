import fc from "fast-check";
import { INSPECTOR_INPUTS } from "../testing/shown-inspector.ts";
import { describe, expect, it } from "vitest";
import { decideHere } from "../app/decide.ts";
import { hostFacts, modelsOf } from "../app/state.ts";
import { parseDownloadId } from "../downloads/download-id.ts";
import { hostIdOf } from "../hosts/host.ts";
import { DEFAULT_ENDPOINT } from "../hosts/endpoint.ts";
import { installedModels } from "../models/models.ts";
import { anySeen } from "../testing/arbitraries/states.ts";
import { pointed, running } from "../testing/events.ts";
import { given, modelName } from "../testing/index.ts";
import { stillContext } from "../testing/still-context.ts";
import type { Doors } from "./action.ts";
import {
  ACTION_TYPES,
  ACTIONS,
  actionOfCommand,
  parseRequest,
  runAction,
  whyNot,
  type Action,
  type ActionRequest,
  type ActionType,
} from "./actions.ts";
import { dashboardView, menuContext, statusBarView } from "./index.ts";

const model = modelName("pony");
const id = parseDownloadId("d1")!;

/** Valid inputs of each action. */
const INPUTS = {
  "report.make": {},
  "report.open": {},
  "service.start": {},
  "service.stop": {},
  "service.restart": {},
  "service.test": { model },
  "service.copy-endpoint": {},
  "service.copy-process-id": {},
  "service.choose-preset": {},
  "service.show-environment-lines": { on: "OLLAMA_VULKAN" },
  "service.use-other-port": {},
  "service.copy-port-command": {},
  "service.show-log": {},
  "service.choose-owner": {},
  "service.set-headers": {},
  "host.choose": { to: hostIdOf(DEFAULT_ENDPOINT) },
  "host.find-model": {},
  "host.add": {},
  "host.use-own-computer": {},
  "host.remove": { to: hostIdOf(DEFAULT_ENDPOINT) },
  "host.open-setting": {},
  "models.refresh": {},
  "model.choose": { model },
  "model.show-details": { model },
  "model.copy-name": { model },
  "model.load": { model },
  "model.unload": { model },
  "model.delete": { model },
  "model.free-backup": { model },
  "model.copy": { model, destination: modelName("foal") },
  "model.rename": { model, destination: modelName("foal") },
  "updates.check": {},
  "model.update": { model },
  "updates.apply": {},
  "download.add": { text: "pony" },
  "download.request": { model },
  "download.pause": { id },
  "download.resume": { id },
  "download.retry": { id },
  "download.cancel": { id },
  "download.forget": { id },
  "download.ask-to-cancel": { id },
  "download.move-up": { id },
  "download.move-down": { id },
  "download.move": { id, to: { kind: "last" } },
  "download.clear": { id },
  "download.repair": { id },
  "model.copy-to-host": { model: modelName("pony") },
  "models.compare-hosts": {},
  "download.pause-all": {},
  "download.resume-all": {},
  "download.clear-all": {},
  "service.run-in-terminal": {},
  "service.end-orphans": {},
  "search.type": { text: "pony" },
  "search.ask": { source: "hugging-face" },
  "search.show-sizes": { source: "hugging-face", name: "hf.co/user/pony" },
  "ollama.copy-key": {},
  "model.keep": { model, keep: "1h" },
  "model.choose-loading": { model, context: "8,192", gpuLayers: "", keep: "1h" },
  "model.try": { model },
  "model.run-in-terminal": { model },
  "try.ask": { model, prompt: "Hello?" },
  "try.stop": { model },
  "try.benchmark": { model },
  "try.compare": { model, beside: model },
  "try.clear": { model, askedAtMs: 1 },
  "try.copy-request": { model, prompt: "Hello?", language: "curl" },
  "dashboard.open": {},
  "inspector.open": {},
  "menu.show": {},
  "setting.open": { setting: "host" },
  "settings.open": {},
  "executable.open-setting": {},
  "window.reload": {},
  "release.check": {},
  "release.update": {},
  "ollama.install": {},
  "ollama.install-in-terminal": {},
  "model.import": {},
  "model.export": { model },
  "models.act": { act: "load", models: [] },
  "activity.export": { withChecks: false },
  "api.open-code": { model: modelName("pony"), kind: "chat", dialect: "ollama", language: "curl" },
  "disk.count": {},
  "disk.open-folder": {},
  "disk.move-models": {},
  "disk.free": { what: ["unused"], countedAtMs: 1 },
  "doctor.open": {},
  "doctor.check": {},
  "doctor.copy": {},
  "dashboard.show-part": { part: "disk" },
  ...INSPECTOR_INPUTS,
} satisfies Record<ActionType, object>;

/** They accept whatever was typed. */
const TYPED = new Set<ActionType>(["download.add", "search.type", "inspector.filter"]);

const DOORS = ["palette", "page", "api"] as const satisfies readonly (keyof Doors)[];

const { state } = given(pointed, running);
const host = hostIdOf(DEFAULT_ENDPOINT);

describe.each(ACTION_TYPES)("%s", (type) => {
  const data = { type, ...INPUTS[type] };
  const doors = DOORS.filter((door) => ACTIONS[type].doors[door] !== undefined);

  it("is accepted at its doors only, for the watched host", () => {
    expect(doors).not.toEqual([]);
    for (const door of DOORS) {
      const parsed = parseRequest(door, { ...data, more: "is dropped" }, state);
      if (doors.includes(door)) expect(parsed).toEqual({ request: { ...data, host } });
      else expect(parsed).toHaveProperty("problem");
    }
  });

  it("says what is wrong with its input", () => {
    const [door] = doors;
    const wrong = Object.keys(INPUTS[type])
      .filter((key) => key !== "prompt") // whatever was typed
      .map((key) => ({ ...data, [key]: "\n" }));
    for (const input of [...wrong, { ...data, host: "" }]) {
      const parsed = parseRequest(door!, input, state);
      if (wrong.includes(input) && TYPED.has(type)) continue; // whatever was typed
      expect(parsed).toEqual({ problem: expect.stringMatching(/^\w+: /) as string });
    }
  });

  it("has a title, and a label that is not longer", () => {
    const { title, label = title } = ACTIONS[type];
    expect(title()).toMatch(/^[A-Z]/);
    expect(label().length).toBeLessThanOrEqual(title().length);
  });
});

describe("an invalid request", () => {
  it.each([undefined, null, "service.stop", [], { type: "format.disk" }, { type: "toString" }])(
    "is rejected: %o",
    (data) => expect(parseRequest("api", data, state)).toHaveProperty("problem"),
  );

  it("is also one whose getters throw", () => {
    const data = {
      get type(): string {
        throw new Error("not yours");
      },
    };
    expect(parseRequest("api", data, state)).toEqual({ problem: "it cannot be read" });
  });
});

describe("the host of a request", () => {
  it("is refused if it is not the watched one", () => {
    const elsewhere = parseRequest("api", { type: "service.stop", host: "http://elsewhere:1" }, state);
    const { request } = elsewhere as { readonly request: ActionRequest };
    expect(whyNot(state, request)).toEqual({ reason: "not-watched", host: "http://elsewhere:1" });
  });

  it("does not matter to Paddock's own actions", () => {
    const opened = parseRequest("page", { type: "dashboard.open", host: "elsewhere:1" }, state);
    const { request } = opened as { readonly request: ActionRequest };
    expect(whyNot(state, request)).toBeUndefined();
  });
});

it("keeps every command that key bindings and other extensions rely on", () => {
  const commands = ACTION_TYPES.flatMap((type) => ACTIONS[type].doors.palette ?? []);
  expect(new Set(commands).size).toBe(commands.length);
  expect(commands.map(actionOfCommand)).not.toContain(undefined);
  expect(commands.toSorted()).toEqual(
    [
      ...[
        "start",
        "stop",
        "restart",
        "testApi",
        "copyEndpoint",
        "copyProcessId",
        "showLog",
        "chooseOwner",
        "setHeaders",
        "choosePreset",
        "showEnvironmentLines",
        "useOtherPort",
        "copyPortCommand",
        "runInTerminal",
        "endOrphans",
      ].map((name) => `paddock.service.${name}`),
      ...["refresh", "add", "details", "copyName", "load", "unload", "delete", "copy", "rename"].map(
        (name) => `paddock.models.${name}`,
      ),
      ...["checkForUpdates", "updateOllama"].map((name) => `paddock.service.${name}`),
      ...["import", "export", "try", "runInTerminal", "keep"].map((name) => `paddock.models.${name}`),
      ...["checkForUpdates", "update", "updateAll", "freeBackup", "copyToHost", "compareHosts"].map(
        (name) => `paddock.models.${name}`,
      ),
      ...["pause", "resume", "retry", "cancel", "forget", "clear", "pauseAll"].map(
        (name) => `paddock.downloads.${name}`,
      ),
      ...["resumeAll", "clearAll", "moveUp", "moveDown"].map((name) => `paddock.downloads.${name}`),
      "paddock.host.choose",
      "paddock.host.add",
      "paddock.host.findModel",
      "paddock.host.remove",
      "paddock.host.useOwnComputer",
      "paddock.host.openSetting",
      "paddock.service.openExecutableSetting",
      ...["Dashboard", "Inspector", "Report", "Settings"].map((name) => `paddock.open${name}`),
      ...["reportProblem", "installInTerminal", "diagnose", "showMenu"].map((name) => `paddock.${name}`),
    ].toSorted(),
  );
});

/**
 * Whether there is a log to show, still a backup in the folder or space to free, a model on any host, or a way to another host, is only
 * known once the action runs, and so is what the settings have and what the person enters.
 */
const SEEN_ONLY_WHEN_RUN: ReadonlySet<ActionType> = new Set<ActionType>([
  "model.import",
  "report.open",
  "model.export",
  "disk.move-models",
  "api.open-code",
  "activity.export",
  "inspector.export",
  "disk.free",
  "service.show-log",
  "model.free-backup",
  "service.use-other-port",
  "service.choose-preset",
  "service.show-environment-lines",
  "ollama.install-in-terminal",
  "host.find-model",
  "model.copy-to-host",
]);

describe("in any state", () => {
  it("an action is refused if and only if `whyNot` says so", async () => {
    await fc.assert(
      fc.asyncProperty(anySeen, fc.constantFrom(...ACTION_TYPES), async ({ state: now }, type) => {
        if (SEEN_ONLY_WHEN_RUN.has(type)) return;
        const [known] = installedModels(modelsOf(now));
        const [download] = Object.values(hostFacts(now).downloads);
        const input = {
          ...INPUTS[type],
          ...("model" in INPUTS[type] && known && { model: known.name }),
          ...("id" in INPUTS[type] && download && { id: download.id }),
        };
        const request = { type, ...input } as ActionRequest;
        const refusal = whyNot(now, request);
        const answer = await runAction(stillContext(now), request, now);
        expect(answer.accepted ? undefined : answer.refusal).toEqual(refusal);
      }),
      { numRuns: 1_000 },
    );
  });

  it("Stop is offered in the tree, the panel and the status bar, or in none of them", () => {
    fc.assert(
      fc.property(anySeen, ({ state: now, nowMs }) => {
        const canStop = decideHere(now, { type: "service.stop" }).accepted;
        expect(menuContext(now).canStop).toBe(canStop);
        expect(offersStop(stripOf(dashboardView(now, nowMs)))).toBe(canStop);
        expect(offersStop(statusBarView(now, nowMs).actions)).toBe(canStop);
      }),
    );
  });
});

it("offers Stop everywhere for our service while it refuses access", () => {
  const failure = { kind: "forbidden", status: 403 } as const;
  const refusesUs = given(pointed, { type: "service.refused", host, owner: { kind: "paddock" }, failure });
  expect(refusesUs.when({ type: "service.stop", host }).accepted).toBe(true);
  expect(menuContext(refusesUs.state).canStop).toBe(true);
  expect(offersStop(stripOf(dashboardView(refusesUs.state, 0)))).toBe(true);
  const theirs = given(pointed, {
    type: "service.refused",
    host,
    owner: { kind: "another-program" },
    failure,
  });
  expect(menuContext(theirs.state).canStop).toBe(false);
  expect(offersStop(stripOf(dashboardView(theirs.state, 0)))).toBe(false);
});

const stripOf = ({ service: { actions, more } }: ReturnType<typeof dashboardView>) => [...actions, ...more];

const offersStop = (actions: readonly Action[]): boolean =>
  actions.some(({ request, isOff }) => request.type === "service.stop" && !isOff);
