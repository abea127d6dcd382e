import {
  hostIdOf,
  withoutCredentials,
  type HostId,
  type HttpTransport,
  type Logger,
  type OwnerChoice,
  type Target,
} from "@paddock/core";
import { hostTarget, type AskedMemory, type EditorProxy } from "@paddock/core/adapters";
import type { Observable } from "rxjs";
import type { Demo } from "./demo.ts";
import type { Address } from "./host-settings.ts";
import type { Headers } from "../settings/request-headers.ts";
import type { Settings } from "../settings/settings.ts";

/** An address, and what the ports to it are made from. */
export type TargetOptions = {
  readonly address: Address;
  readonly headers: Headers;
  /** Who runs it by the person's choice. */
  readonly owner?: OwnerChoice;
  readonly settings: () => Settings;
  /** Emits when the settings have changed. */
  readonly changed$: Observable<unknown>;
  /** How VS Code itself reaches other machines. */
  readonly editorProxy: () => EditorProxy | undefined;
  readonly demo: Demo | undefined;
  /** The extension's own folder on this machine. */
  readonly folder: string;
  readonly transport: HttpTransport;
  readonly longTransport: HttpTransport;
  /** For all requests to this host, and to no other; absent: the others are for it too. */
  readonly hostTransport?: HttpTransport;
  /** What this window has asked of a host, also before its settings changed. */
  readonly memoryOf: (host: HostId) => AskedMemory;
  readonly logger: Logger;
};

/** The Ollama at an address, with the ports that lead to it. */
export function toTarget(options: TargetOptions): Target {
  const {
    address,
    headers,
    owner,
    settings,
    changed$,
    editorProxy,
    folder,
    transport,
    longTransport,
    hostTransport,
    logger,
  } = options;
  const { name, setting, text, parsed } = address;
  if ("problem" in parsed) {
    const { problem } = parsed;
    const named = name === undefined ? {} : { name };
    return { kind: "misconfigured", setting, ...named, text: withoutCredentials(text), problem };
  }

  const demo = setting === "PADDOCK_DEMO" ? options.demo : undefined;
  return hostTarget({
    endpoint: parsed.endpoint,
    headers,
    folder,
    ...(owner && { ownerChoice: owner }),
    chosen() {
      const { executable, serviceEnvironment: environment, notTextVariables: notTexts } = settings();
      return { environment, notTexts, ...(executable !== "" && { executable }) };
    },
    changed$,
    isInsecure: (host) => settings().insecureRegistries.includes(host.toLowerCase()),
    transport,
    longTransport,
    ...(hostTransport && { hostTransport }),
    memory: options.memoryOf(hostIdOf(parsed.endpoint)),
    editorProxy,
    logger,
    ...(demo && { demo: { program: programOf(demo), registries: registriesOf(demo) } }),
  });
}

const registriesOf = ({ registry, searches }: Demo) => ({
  ollama: registry,
  huggingFace: searches?.huggingFace,
});
const programOf = ({ command, args, environment }: Demo) => ({ command, arguments: args, environment });
