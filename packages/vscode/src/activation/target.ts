import {
  parseEndpoint,
  withoutCredentials,
  type EndpointOrProblem,
  type HttpTransport,
  type Logger,
  type Target,
} from "@paddock/core";
import { hostTarget } from "@paddock/core/adapters";
import type { Observable } from "rxjs";
import { SETTINGS } from "../contributions.ts";
import type { Demo } from "./demo.ts";
import type { Headers } from "../settings/request-headers.ts";
import type { Settings } from "../settings/settings.ts";

/** The address of Ollama, and the setting or variable it comes from. */
type Address = { readonly setting: string; readonly text: string; readonly parsed: EndpointOrProblem };

/** The address from the setting, else from the demo, else from `OLLAMA_HOST`, else Ollama's default. */
export function addressOf(
  { host }: Pick<Settings, "host">,
  demo: Demo | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Address {
  if (typeof host !== "string")
    return { setting: SETTINGS.host, text: host.notText, parsed: { problem: "not-text" } };
  const [setting, text] =
    host !== ""
      ? [SETTINGS.host, host]
      : demo
        ? ["PADDOCK_DEMO", demo.host]
        : ["OLLAMA_HOST", environment["OLLAMA_HOST"] ?? ""];
  return { setting, text, parsed: parseEndpoint(text) };
}

/** An address, and what the ports to it are made from. */
type TargetOptions = {
  readonly address: Address;
  readonly headers: Headers;
  readonly settings: () => Settings;
  /** Emits when the settings have changed. */
  readonly changed$: Observable<unknown>;
  readonly demo: Demo | undefined;
  /** The extension's own folder on this machine. */
  readonly folder: string;
  readonly transport: HttpTransport;
  readonly longTransport: HttpTransport;
  readonly logger: Logger;
};

/** The Ollama at an address, with the ports that lead to it. */
export function toTarget(options: TargetOptions): Target {
  const { address, headers, settings, changed$, folder, transport, longTransport, logger } = options;
  const { setting, text, parsed } = address;
  if ("problem" in parsed)
    return { kind: "misconfigured", setting, text: withoutCredentials(text), problem: parsed.problem };

  const demo = setting === "PADDOCK_DEMO" ? options.demo : undefined;
  return hostTarget({
    endpoint: parsed.endpoint,
    headers,
    folder,
    chosen() {
      const { executable, serviceEnvironment: environment } = settings();
      return { environment, ...(executable !== "" && { executable }) };
    },
    changed$,
    isInsecure: (host) => settings().insecureRegistries.includes(host.toLowerCase()),
    transport,
    longTransport,
    logger,
    ...(demo && { demo: { program: programOf(demo), registries: registriesOf(demo) } }),
  });
}

const registriesOf = ({ registry, searches }: Demo) => ({
  ollama: registry,
  huggingFace: searches?.huggingFace,
});
const programOf = ({ command, args, environment }: Demo) => ({ command, arguments: args, environment });
