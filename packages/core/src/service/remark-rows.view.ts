import * as l10n from "@vscode/l10n";
import { type AppState, hostFacts, hostReadings } from "../app/state.ts";
import { describeDiffering } from "../environment/differing.view.ts";
import type { EnvironmentProblem } from "../environment/environment-problems.ts";
import { describeEnvironmentProblem } from "../environment/environment-problems.view.ts";
import { isLoopback } from "../hosts/hostname.ts";
import { describeRemoteMachine } from "../hosts/remote-window.view.ts";
import { memoryOf } from "../orphans/orphans.ts";
import { exposureOf, openToNetwork } from "../service-log/exposure.view.ts";
import { bytes, grouped, list, plural, remarks } from "../ui/text/format.view.ts";
import { isElsewhere, isOurs } from "./owner.ts";
import { rowOf, type ServiceRow } from "./service-row.view.ts";
import { isDown } from "./service.ts";

/** What a person should know of the service besides its situation; none of it where all is well. */
export const remarkRows = (state: AppState): readonly (ServiceRow | false)[] => [
  environmentRow(state),
  variablesRow(state),
  machineRow(state),
  exposureRow(state),
];

function environmentRow(state: AppState): ServiceRow | false {
  const { environmentDiffers } = hostFacts(state);
  if (!environmentDiffers) return false;
  return rowOf("environment", {
    label: l10n.t("Restart"),
    detail: l10n.t("applies {0}", list(environmentDiffers.names)),
    hover: [describeDiffering(environmentDiffers.names), l10n.t("Click to restart Ollama.")],
    tone: "warn",
    request: { type: "service.restart" },
  });
}

/** What is wrong with the variables in the settings, where Paddock starts the service with them. */
function variablesRow(state: AppState): ServiceRow | false {
  const { service, environmentChecked } = hostFacts(state);
  const isUsed = isOurs(service.owner) || isDown(service);
  if (!environmentChecked || !isUsed || isElsewhere(service.owner)) return false;
  const [first = "", ...others] = environmentChecked.problems.map(describeEnvironmentProblem);
  return rowOf("variables", {
    label: l10n.t("Variables"),
    detail: others.length === 0 ? first : list(namesOf(environmentChecked.problems)),
    hover: [first, ...others, l10n.t("Click to open the setting.")],
    tone: "warn",
    request: { type: "setting.open", setting: "environment" },
  });
}

const namesOf = (problems: readonly EnvironmentProblem[]): readonly string[] => [
  ...new Set(problems.map((problem) => (problem.kind === "other-address" ? "OLLAMA_HOST" : problem.name))),
];

/** In a remote window, Paddock runs on the remote machine, and so `127.0.0.1` is that one. */
function machineRow(state: AppState): ServiceRow | false {
  const { service } = hostFacts(state);
  const { remote } = state.local;
  if (remote === undefined || service.isDemo) return false;
  if (!service.endpoint || isElsewhere(service.owner)) return false;
  const { hostname, dialHostname } = service.endpoint;
  if (!isLoopback(dialHostname)) return false;
  const { detail, hover } = describeRemoteMachine(remote, hostname);
  return rowOf("machine", {
    label: l10n.t("Machine"),
    detail,
    hover: [...hover, l10n.t("Click to use that Ollama.")],
    request: { type: "host.use-own-computer" },
  });
}

/** An address beyond loopback is always shown: Ollama asks for no password. */
function exposureRow(state: AppState): ServiceRow | false {
  const address = exposureOf(state);
  if (address === undefined) return false;
  return rowOf("exposure", {
    label: openToNetwork(),
    detail: address,
    hover: [
      l10n.t("Ollama is reachable from your network at {0}, without a password.", address),
      l10n.t("To keep it on this machine, let it listen on 127.0.0.1."),
    ],
    tone: "warn",
  });
}

/** What an Ollama has left behind. The memory of a GPU that it holds is not known. */
export function orphansRow(state: AppState): ServiceRow | false {
  const { orphans } = hostReadings(state);
  if (orphans.length === 0) return false;
  const count = plural(orphans.length, {
    one: l10n.t("{0} process without its Ollama", grouped(orphans.length)),
    other: l10n.t("{0} processes without their Ollama", grouped(orphans.length)),
  });
  const detail = remarks(l10n.t("{0} of main memory", bytes(memoryOf(orphans))), count);
  const hover = [
    count,
    ...orphans.map(({ process, memoryBytes }) =>
      l10n.t("pid {0}: {1}", process.pid, remarks(bytes(memoryBytes), process.executable)),
    ),
    orphans.length === 1 ? l10n.t("Click to end it.") : l10n.t("Click to end them."),
  ];
  const request = { type: "service.end-orphans" } as const;
  return rowOf("orphans", { label: l10n.t("Left behind"), detail, hover, tone: "warn", request });
}
