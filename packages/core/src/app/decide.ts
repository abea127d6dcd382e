import { decideApiTest } from "../api-test/api-test.ts";
import { decideDownload } from "../downloads/download-commands.ts";
import { atHost, type WithoutHost } from "../hosts/host.ts";
import { isWatched } from "../hosts/watched-hosts.ts";
import { decideLoading } from "../models/load-settings.ts";
import { decideModels } from "../models/models.ts";
import { decideModel } from "../models/operations.ts";
import { decideNotice } from "../notices/notices.ts";
import { decideOrphans } from "../orphans/orphans.ts";
import { decideService } from "../service/service-commands.ts";
import { isRunning } from "../service/service.ts";
import { whyNotRunning } from "../service/why-not-running.ts";
import { describedRun } from "../service-log/described.ts";
import { decideDescription } from "../service-log/service-log-events.ts";
import { accept, refuse, type Decision } from "../shared/decision.ts";
import { about, unreachable } from "../shared/message.ts";
import { decideTries } from "../tries/try-events.ts";
import { decideUpdates } from "../updates/updates.ts";
import type { AppEvent } from "./events.ts";
import type { HostFact, HostReading } from "./host-state.ts";
import type { AppCommand, HostCommand } from "./commands.ts";
import { obstaclesToRestart } from "../environment/obstacles-to-restart.ts";
import { whyNotServed } from "./needed-ability.ts";
import { type AppState, hostOf, hostFacts, hostReadings, modelsOf } from "./state.ts";

/** The events that a command leads to, or why it is refused. */
export function decide(state: AppState, command: AppCommand): Decision<AppEvent> {
  if (about("notice", command)) return decideNotice(state.facts.notices, command);
  if (about("release", command)) return accept({ type: "release.found", version: command.version });
  const { watched } = state.facts;
  if (watched.length > 0 && !isWatched(watched, command.host))
    return refuse({ reason: "not-watched", host: command.host });
  const decision = decideAtHost(state, command);
  return decision.accepted ? accept(...decision.events.map(atHost(command.host))) : decision;
}

/** The same for a command without a host, sent to the one that this window shows. */
export function decideHere(state: AppState, command: WithoutHost<HostCommand>): Decision<AppEvent> {
  const host = hostOf(state);
  return host === undefined ? refuse({ reason: "no-host" }) : decide(state, atHost(host)(command));
}

function decideAtHost(state: AppState, command: HostCommand): Decision<WithoutHost<HostFact | HostReading>> {
  const facts = hostFacts(state, command.host);
  const { service, operations, test, downloads, updateCheck, loadSettings, tried } = facts;
  const models = modelsOf(state, command.host);
  const down = whyNotRunning(service);
  const refusal = whyNotServed(service, command);
  if (refusal) return refuse(refusal);
  if (command.type === "service.test") return decideApiTest(test, service.endpoint !== undefined, command);
  if (command.type === "service.describe") {
    const { described } = hostReadings(state, command.host);
    return decideDescription(isRunning(service), describedRun(service, described), command);
  }
  if (about("service", command)) return decideService(service, command, obstaclesToRestart(facts));
  if (about("models", command)) return decideModels(models, down, command);
  if (about("model", command)) return decideModel({ models, operations, whyNotRunning: down }, command);
  if (about("loading", command)) return decideLoading({ models, all: loadSettings }, command);
  if (about("download", command)) return decideDownload(downloads, service, command);
  if (about("updates", command)) return decideUpdates(updateCheck, down);
  if (about("try", command)) return decideTries(tried, command);
  if (about("orphans", command)) return decideOrphans(hostReadings(state, command.host).orphans, command);
  return unreachable(command);
}
