import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { testApi } from "../../api-test/test-api.action.ts";
import { decideHere } from "../../app/decide.ts";
import { hostFacts } from "../../app/state.ts";
import { choosePreset } from "../../environment/choose-preset.action.ts";
import { showEnvironmentLines } from "../../environment/show-lines.action.ts";
import { setHeaders } from "../../hosts/set-headers.action.ts";
import { askToEndOrphans, endOrphans } from "../../orphans/end-orphans.action.ts";
import { chooseOwner } from "../../service/choose-owner.action.ts";
import { askToStop } from "../../service/ask-to-stop.action.ts";
import { restartService, startService, stopService } from "../../service/control-service.action.ts";
import { endpointUrl } from "../../service/service.view.ts";
import {
  copyPortCommand,
  useOtherPort,
  whyNoOtherAddress,
  whyNoPort,
} from "../../service/port-actions.action.ts";
import { whyNoHost } from "../../service/why-not-running.ts";
import { processOf, whyCannot } from "../../service/owner.ts";
import { checkRelease } from "../../releases/check-release.action.ts";
import { updateOllama, whyNoUpdate } from "../../releases/update-ollama.action.ts";
import { showLog } from "../../service/show-log.action.ts";
import { askToLoad } from "../../fit/ask-to-load.action.ts";
import { modelNameSchema } from "../../models/model-name.ts";
import { action, commandAction, done, refusalOf, refused } from "../action.ts";
import { copyText } from "../copy-text.action.ts";
import { row, title } from "../menus.ts";

/** Actions on the service. */
export const SERVICE_ACTIONS = {
  "service.start": commandAction({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Start Ollama Service"),
    icon: "play",
    doors: { palette: "paddock.service.start", page: true, api: true },
    menus: [title("service", "navigation@1", "canStart")],
    command: () => ({ type: "service.start" }),
    run: startService,
  }),
  "service.stop": commandAction({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Stop Ollama Service"),
    icon: "debug-stop",
    doors: { palette: "paddock.service.stop", page: true, api: true },
    menus: [title("service", "navigation@1", "canStop")],
    confirm: (context) => askToStop(context, "stop"),
    command: () => ({ type: "service.stop" }),
    run: stopService,
  }),
  "service.restart": commandAction({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Restart Ollama Service"),
    icon: "debug-restart",
    doors: { palette: "paddock.service.restart", page: true, api: true },
    menus: [title("service", "navigation@2", "canRestart"), row("service", "inline")],
    // A service that does not run is started by a restart; then only Start is offered.
    isWorthwhile: (state) => refusalOf(decideHere(state, { type: "service.stop" })) === undefined,
    confirm: (context) => askToStop(context, "restart"),
    command: () => ({ type: "service.restart" }),
    run: restartService,
  }),
  "service.test": commandAction({
    needsService: true,
    about: "host",
    input: v.object({ model: v.exactOptional(modelNameSchema) }),
    title: () => l10n.t("Test API"),
    icon: "beaker",
    doors: { palette: "paddock.service.testApi", page: true, api: true },
    menus: [title("service", "1_service@1"), row("service", "inline")],
    confirm: (context, { model }) => model && askToLoad(context, model),
    command: ({ model }) => ({ type: "service.test", ...(model && { model }) }),
    run: testApi,
  }),
  "service.copy-endpoint": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Copy Endpoint"),
    icon: "copy",
    doors: { palette: "paddock.service.copyEndpoint", page: true },
    menus: [title("service", "1_service@2"), row("service", "inline"), row("service", "1_host@3")],
    when: (state) => (endpointUrl(hostFacts(state).service) ? undefined : { reason: "no-address" }),
    async run(context) {
      const url = endpointUrl(hostFacts(context.app.state()).service);
      return url === undefined ? refused({ reason: "no-address" }) : copyText(context, url);
    },
  }),
  "service.copy-process-id": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Copy Process ID"),
    icon: "copy",
    doors: { palette: "paddock.service.copyProcessId" },
    menus: [row("service", "1_host@5")],
    when: (state) => (processOf(hostFacts(state).service.owner) ? undefined : { reason: "no-process" }),
    async run(context) {
      const process = processOf(hostFacts(context.app.state()).service.owner);
      return process === undefined
        ? refused({ reason: "no-process" })
        : copyText(context, String(process.pid));
    },
  }),
  "service.choose-preset": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Choose Service Preset…"),
    icon: "settings",
    doors: { palette: "paddock.service.choosePreset", page: true },
    menus: [title("service", "2_set@2")],
    when: whyNoPort,
    run: choosePreset,
  }),
  "service.show-environment-lines": action({
    about: "host",
    input: v.object({ on: v.exactOptional(v.picklist(["OLLAMA_IGPU_ENABLE", "OLLAMA_VULKAN"])) }),
    title: () => l10n.t("Show How to Set Variables Elsewhere…"),
    icon: "list-flat",
    doors: { palette: "paddock.service.showEnvironmentLines", page: true },
    menus: [title("service", "2_set@3")],
    run: (context, { on }) => showEnvironmentLines(context, on && { [on]: "1" }),
  }),
  "service.use-other-port": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Use Another Port…"),
    icon: "plug",
    doors: { palette: "paddock.service.useOtherPort", page: true },
    when: whyNoOtherAddress,
    run: useOtherPort,
  }),
  "service.copy-port-command": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Copy the Command that Shows Who Uses the Port"),
    label: () => l10n.t("Copy the Command that Shows It"),
    icon: "copy",
    doors: { palette: "paddock.service.copyPortCommand", page: true },
    when: whyNoPort,
    run: copyPortCommand,
  }),
  "service.show-log": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Show Log"),
    icon: "output",
    doors: { palette: "paddock.service.showLog", page: true },
    menus: [title("service", "1_service@3"), row("service", "1_host@6")],
    // For a service that is not ours, this shows Paddock's own log, and says where the service's log is.
    when: (state) => whyNoHost(hostFacts(state).service),
    isWorthwhile: (state) => whyCannot(hostFacts(state).service.owner, "logs") === undefined,
    run: showLog,
  }),
  "service.run-in-terminal": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Run in Terminal"),
    icon: "terminal",
    doors: { page: true, palette: "paddock.service.runInTerminal" },
    when: (state) =>
      hostFacts(state).service.terminalLine === undefined ? { reason: "no-terminal-line" } : undefined,
    async run({ app, show }) {
      const { terminalLine } = hostFacts(app.state()).service;
      if (terminalLine === undefined) return refused({ reason: "no-terminal-line" });
      await show.terminal(terminalLine);
      return done();
    },
  }),
  "release.check": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Check for a Newer Ollama"),
    icon: "versions",
    doors: { palette: "paddock.service.checkForUpdates", page: true },
    menus: [title("service", "1_service@5")],
    run: checkRelease,
  }),
  "release.update": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Update Ollama…"),
    icon: "versions",
    doors: { palette: "paddock.service.updateOllama", page: true },
    when: whyNoUpdate,
    run: updateOllama,
  }),
  "service.end-orphans": commandAction({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("End Processes That Ollama Left Behind"),
    label: () => l10n.t("End Processes"),
    icon: "trash",
    doors: { palette: "paddock.service.endOrphans", page: true },
    confirm: ({ app }) => askToEndOrphans(app.state()),
    command: () => ({ type: "orphans.end" }),
    run: endOrphans,
  }),
  "service.choose-owner": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Choose Who Runs Ollama…"),
    icon: "server-process",
    doors: { palette: "paddock.service.chooseOwner", page: true },
    menus: [title("service", "1_service@4"), row("service", "1_host@7")],
    when: (state) => whyNoHost(hostFacts(state).service),
    run: chooseOwner,
  }),
  "service.set-headers": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Set Request Headers…"),
    icon: "key",
    doors: { palette: "paddock.service.setHeaders", page: true },
    menus: [title("service", "2_set@1"), row("service", "1_host@4")],
    when: (state) => (hostFacts(state).service.endpoint ? undefined : { reason: "no-host-for-headers" }),
    run: setHeaders,
  }),
};
