import { hostIdOf, type HostId, type OwnerChoice } from "@paddock/core";
import { listedHosts } from "../activation/host-settings.ts";
import type { Demo } from "../activation/demo.ts";
import { SETTINGS } from "../contributions.ts";
import type { Settings } from "./settings.ts";

type OwnerToWrite = {
  readonly host: HostId;
  readonly choice: OwnerChoice | undefined;
  readonly demo?: Demo | undefined;
};

/**
 * The setting that says who runs the Ollama of a host, and its new value: in the list of hosts if the host is there,
 * otherwise that of the first host.
 */
export function ownerSetting(
  settings: Pick<Settings, "host" | "hosts">,
  { host, choice, demo }: OwnerToWrite,
): readonly [setting: string, value: unknown] {
  const { hosts } = settings;
  const index = listedHosts(settings, demo).findIndex(
    ({ parsed }) => "endpoint" in parsed && hostIdOf(parsed.endpoint) === host,
  );
  if (!Array.isArray(hosts) || index < 0) return [SETTINGS.serviceOwner, choice];
  const entry: unknown = hosts[index];
  const { owner: _, ...others } =
    typeof entry === "object" && entry !== null ? entryOf(entry) : { address: entry };
  return [SETTINGS.hosts, hosts.with(index, { ...others, ...(choice && { owner: choice }) })];
}

const entryOf = (entry: object): Readonly<Record<string, unknown>> => ({ ...entry });
