import { hostIdOf, readHostList, type HostId, type OwnerChoice } from "@paddock/core";
import { SETTINGS } from "../contributions.ts";

/**
 * The setting that says who runs the Ollama of a host, and its new value: in the list of hosts if the host is there,
 * otherwise that of the first host. `hosts` is the list as the person has written it.
 */
export function ownerSetting(
  hosts: unknown,
  host: HostId,
  choice: OwnerChoice | undefined,
): readonly [setting: string, value: unknown] {
  const index = readHostList(hosts).findIndex(
    ({ parsed }) => "endpoint" in parsed && hostIdOf(parsed.endpoint) === host,
  );
  if (!Array.isArray(hosts) || index < 0) return [SETTINGS.serviceOwner, choice];
  const entry: unknown = hosts[index];
  const { owner: _, ...others } =
    typeof entry === "object" && entry !== null ? entryOf(entry) : { address: entry };
  return [SETTINGS.hosts, hosts.with(index, { ...others, ...(choice && { owner: choice }) })];
}

const entryOf = (entry: object): Readonly<Record<string, unknown>> => ({ ...entry });
