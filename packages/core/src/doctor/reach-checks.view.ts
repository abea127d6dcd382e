import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { isLoopback } from "../hosts/hostname.ts";
import { isElsewhere } from "../service/owner.ts";
import { openHostSetting } from "../service/service-actions.view.ts";
import { describePlace, endpointUrl } from "../service/service.view.ts";
import { isDown, isRunning } from "../service/service.ts";
import type { AnswerFailure, ReachFailure } from "../shared/failure.ts";
import { actionOf } from "../ui/actions.ts";
import { list, sentences } from "../ui/text/format.view.ts";
import { fine, fixBy, unchecked, whyUnseen, type Check, type Finding } from "./check.view.ts";
import type { Evidence } from "./evidence.view.ts";
import type { ProxyReport } from "./machine-report.ts";
import { situationFinding } from "./run-checks.view.ts";

/** Whether Ollama answers where Paddock asks it, and as Ollama does. */
export const answers: Check = (evidence) => {
  const { state } = evidence;
  const { service } = hostFacts(state);
  const { situation } = service;
  switch (situation.kind) {
    case "running":
      return fine(l10n.t("It answers"), endpointUrl(service) ?? "");
    case "not-answering":
      return [situationFinding(state, "not-answering", l10n.t("Ollama runs, but does not answer."))];
    case "refused":
      return [refusedFinding(state, situation.failure)];
    case "unreachable":
      return [unreachableFinding(state, situation.failure)];
    case "unknown":
    case "misconfigured":
    case "not-installed":
    case "stopped":
    case "starting":
    case "stopping":
    case "failed":
    case "port-taken":
      return [];
  }
};

function refusedFinding(state: AppState, failure: AnswerFailure): Finding {
  switch (failure.kind) {
    case "forbidden":
      return failure.status === 403 && failure.message === undefined
        ? {
            ...situationFinding(state, "host-guard", l10n.t("Ollama does not accept this name of its host.")),
            ...fixBy(state, openHostSetting()),
          }
        : situationFinding(
            state,
            "wants-password",
            l10n.t("A proxy in front of Ollama asks for a password or a token."),
          );
    case "redirected":
      return {
        ...situationFinding(state, "bad-address", l10n.t("The address leads on to another one.")),
        ...fixBy(state, openHostSetting()),
      };
    case "not-http":
    case "not-supported":
    case "another-server":
    case "unreadable":
    case "cut-off":
    case "broke-off":
    case "busy":
    case "no-such-model":
    case "invalid-name":
    case "conversion-disk-full":
    case "conversion-failed":
    case "deleted-but-loaded":
    case "rejected":
    case "unexpected":
      return {
        ...situationFinding(
          state,
          "proxy-answers",
          l10n.t("Something between Paddock and Ollama answers in its place."),
        ),
        ...fixBy(state, openHostSetting()),
      };
  }
}

function unreachableFinding(state: AppState, failure: ReachFailure): Finding {
  if (failure.kind === "bad-gateway")
    return situationFinding(
      state,
      "proxy-without-ollama",
      l10n.t("The proxy in front of Ollama answers, but cannot reach Ollama."),
    );
  if (failure.kind === "unreachable" && failure.cause === "tls")
    return {
      ...situationFinding(state, "not-trusted", l10n.t("The certificate of this address is not trusted.")),
      ...fixBy(state, actionOf({ type: "setting.open", setting: "hosts" }, l10n.t("Open Hosts Setting"))),
    };
  if (failure.kind === "unreachable" && failure.cause === "no-such-host")
    return situationFinding(state, "no-such-host", l10n.t("There is no machine of this name."));
  return situationFinding(state, "unreachable", l10n.t("The machine of Ollama cannot be reached."));
}

/** Whether 127.0.0.1 is the machine that the person means: not in a remote window, nor in a container. */
export const isSameMachine: Check = ({ state, machine }) => {
  const { endpoint, situation } = hostFacts(state).service;
  const remote = state.local.remote ?? (machine?.isContainer ? l10n.t("a container") : undefined);
  if (!endpoint || !isLoopback(endpoint.dialHostname) || remote === undefined) return [];
  if (situation.kind !== "not-installed" || situation.path !== undefined) return [];
  return [
    {
      cause: "other-machine",
      finding: l10n.t("Ollama is looked for on the machine of this window, which is not your own."),
      evidence: l10n.t(
        "This window works on another machine ({0}). There {1} is that machine itself, and no Ollama is installed on it. Enter the address of the machine that has Ollama, or install it there.",
        remote,
        endpoint.hostname,
      ),
      ...fixBy(state, actionOf({ type: "host.use-own-computer" }), openHostSetting()),
    },
  ];
};

/** Whether `localhost` leads to Ollama, whichever address it stands for. */
export const leadsLocalhost: Check = ({ state, machine }) => {
  const { service } = hostFacts(state);
  if (!machine?.localhost || !service.endpoint || !isLoopback(service.endpoint.dialHostname)) return [];
  const what = l10n.t("“localhost” leads to it");
  if (machine.localhost.kind === "unseen") return unchecked(what, whyUnseen(machine.localhost));
  const { addresses, ipv4, ipv6 } = machine.localhost.value;
  if (isDown(service) && ipv4 === "refused" && ipv6 === "ollama")
    return [
      {
        cause: "only-ipv6",
        finding: l10n.t("Ollama listens on ::1 only, and Paddock asks 127.0.0.1."),
        evidence: l10n.t("An Ollama answers at [::1]:{0}. Enter that as the host.", service.endpoint.port),
        ...fixBy(state, openHostSetting()),
      },
    ];
  if (!isRunning(service)) return [];
  if (ipv4 === "ollama" && ipv6 === "another-program")
    return [
      {
        cause: "two-servers",
        finding: l10n.t("Programs that use “localhost” may reach another program than Ollama."),
        evidence: l10n.t(
          "Ollama answers at 127.0.0.1:{0}, and another program at [::1]:{0}. Let programs use 127.0.0.1, or end the other one.",
          service.endpoint.port,
        ),
        ...fixBy(state, actionOf({ type: "service.copy-port-command" })),
      },
    ];
  return fine(what, l10n.t("it stands for {0}", list(addresses)));
};

/** Whether a proxy takes what is asked of Ollama, or of Ollama's clients. */
export const hasNoProxy: Check = (evidence) => {
  const { state, machine } = evidence;
  const { service } = hostFacts(state);
  const forClients = proxyForClients(evidence);
  if (forClients) return [forClients];
  if (!machine || !service.endpoint) return [];
  const what = l10n.t("No proxy is in the way");
  if (machine.proxies.kind === "unseen") return unchecked(what, whyUnseen(machine.proxies));
  const { hostname, dialHostname } = service.endpoint;
  const { proxies } = machine.proxies.value;
  if (proxies.length === 0) return fine(what, l10n.t("neither the system nor the editor names one"));
  const named = list(proxies.map(({ via, url }) => `${via}=${url}`));
  if (isLoopback(dialHostname) || isExcept(machine.proxies.value, hostname))
    return fine(what, l10n.t("{0} is asked without it ({1})", hostname, named));
  const { kind } = service.situation;
  if (kind !== "refused" && kind !== "unreachable" && kind !== "not-answering")
    return fine(what, l10n.t("{0} is asked by way of it ({1})", hostname, named));
  return [
    {
      cause: "proxy-answers",
      finding: l10n.t("A proxy may be between Paddock and Ollama."),
      evidence: sentences(
        l10n.t("{0} is set, and {1} is not excluded from it.", named, hostname),
        l10n.t("Add it to NO_PROXY, or to “http.noProxy” in the settings of the editor."),
      ),
      ...fixBy(state, actionOf({ type: "setting.open", setting: "proxy" }, l10n.t("Open Proxy Settings"))),
    },
  ];
};

const isExcept = ({ except }: ProxyReport, hostname: string): boolean =>
  except.some((one) => {
    const name = one.replace(/^\*?\.?/, "").toLowerCase();
    return one === "*" || hostname.toLowerCase() === name || hostname.toLowerCase().endsWith(`.${name}`);
  });

/**
 * Ollama's own command line asks the proxy of HTTP_PROXY for the local server ("How do I use Ollama behind a proxy?" in the
 * FAQ of Ollama's documentation).
 */
function proxyForClients({ state, description }: Evidence): Finding | undefined {
  const { service } = hostFacts(state);
  const valueOf = (...names: readonly string[]): string =>
    description.settings.find(({ name, value }) => names.includes(name) && value !== "")?.value ?? "";
  const proxy = valueOf("HTTP_PROXY", "http_proxy");
  const except = valueOf("NO_PROXY", "no_proxy").split(/[,\s]+/);
  if (proxy === "" || isElsewhere(service.owner)) return undefined;
  if (["*", "localhost", "127.0.0.1", "127.0.0.0/8"].some((name) => except.includes(name))) return undefined;
  return {
    cause: "proxy-for-clients",
    finding: l10n.t("HTTP_PROXY is set for Ollama, which needs only HTTPS_PROXY."),
    evidence: l10n.t(
      "It is {0}, and NO_PROXY does not name {1}. Downloads do not use it, but programs that are started in the same way ask the proxy in place of Ollama.",
      proxy,
      service.endpoint?.hostname ?? describePlace(service),
    ),
    ...fixBy(state, actionOf({ type: "service.show-environment-lines" }, l10n.t("Show How to Change It…"))),
  };
}
