import * as l10n from "@vscode/l10n";
import type { AppEvent } from "../../app/events.ts";
import { describeOwner } from "../../service/owner.view.ts";
import type { Owner } from "../../service/owner.ts";
import { describeCause } from "../../ui/text/failure.view.ts";
import { grouped, list, plural } from "../../ui/text/format.view.ts";
import { said, wrong, type EventWords } from "./words.view.ts";

type ServiceEvents = Extract<
  AppEvent,
  { readonly type: `service.${string}` | `environment.${string}` | `orphans.${string}` | `release.${string}` }
>;

export function serviceEventWords(event: ServiceEvents): EventWords {
  switch (event.type) {
    case "service.pointed":
      return said(l10n.t("Host is watched"), event.endpoint.hostname);
    case "service.misconfigured":
      return wrong(l10n.t("Host is invalid"), event.setting);
    case "service.unseen":
      return said(l10n.t("The first look takes long"));
    case "service.start-requested":
      return said(l10n.t("Start requested"));
    case "service.stop-requested":
      return said(l10n.t("Stop requested"));
    case "service.restart-requested":
      return said(l10n.t("Restart requested"));
    case "service.starting":
      return said(l10n.t("Ollama is starting"), byOwner(event.owner));
    case "service.spawned":
      return said(l10n.t("Process started"), l10n.t("pid {0}", event.process.pid));
    case "service.running":
      return said(l10n.t("Ollama is running"), event.version);
    case "service.owned":
      return said(l10n.t("Owner found"), describeOwner(event.owner));
    case "service.not-answering":
      return wrong(l10n.t("Ollama does not answer"), describeOwner(event.owner));
    case "service.stopped":
      return said(l10n.t("Ollama is stopped"), byOwner(event.owner));
    case "service.died":
      return wrong(l10n.t("Ollama ended by itself"));
    case "service.not-installed":
      return wrong(l10n.t("Ollama is not installed"), event.path);
    case "service.failed":
      return wrong(l10n.t("Service failed"), describeCause(event.failure));
    case "service.port-taken":
      return wrong(l10n.t("Another program uses the port"));
    case "service.port-held":
      return said(l10n.t("The program that uses the port was found"));
    case "service.refused":
      return wrong(l10n.t("Ollama refused Paddock"), describeCause(event.failure));
    case "service.unreachable":
      return wrong(l10n.t("Ollama cannot be reached"), describeCause(event.failure));
    case "service.described":
      return said(l10n.t("Log was read"));
    case "service.located":
      return said(l10n.t("Server process was found"));
    case "environment.checked":
      return said(l10n.t("Variables were checked"), problems(event.problems));
    case "environment.started-with":
      return said(l10n.t("Environment of the process was noted"), variables(event.variables));
    case "environment.differs":
      return event.names.length === 0
        ? said(l10n.t("Variables are those of the settings"))
        : said(l10n.t("Variables differ from the settings"), list(event.names));
    case "orphans.end-requested":
      return said(l10n.t("End of leftover processes requested"), processes(event.pids));
    case "orphans.found":
      return said(l10n.t("Leftover processes were counted"), processes(event.orphans));
    case "release.found":
      return said(l10n.t("Newest release of Ollama was asked for"), event.version);
  }
}

const byOwner = (owner: Owner | undefined): string => (owner ? describeOwner(owner) : "");

const problems = (items: readonly unknown[]): string =>
  plural(items.length, {
    one: l10n.t("1 problem"),
    other: l10n.t("{0} problems", counted(items)),
  });

const variables = (items: readonly unknown[]): string =>
  plural(items.length, {
    one: l10n.t("1 variable"),
    other: l10n.t("{0} variables", counted(items)),
  });

const processes = (items: readonly unknown[]): string =>
  plural(items.length, {
    one: l10n.t("1 process"),
    other: l10n.t("{0} processes", counted(items)),
  });

const counted = (items: readonly unknown[]): string => grouped(items.length);
