import { originOf, type ListedHost } from "@paddock/core";
import type { Settings } from "../settings/settings.ts";
import type { Demo } from "./demo.ts";
import { addressOf, listedHosts } from "./host-settings.ts";

type Removal = {
  readonly entries: readonly unknown[];
  /** Whose request headers go with it; absent: none, or another host still uses them. */
  readonly origin?: string;
};

/** What is left of the list without the host of this name. */
export function removalOf(
  settings: Pick<Settings, "host" | "hosts">,
  demo: Demo | undefined,
  name: string,
): Removal {
  const listed = listedHosts(settings, demo);
  const entries = entriesOf(settings.hosts).filter((_entry, index) => listed[index]?.name !== name);
  const removed = originIn(listed.find((host) => host.name === name));
  const others = [
    addressOf(settings, demo, process.env),
    ...listedHosts({ ...settings, hosts: entries }, demo),
  ];
  return removed === undefined || others.some((other) => originIn(other) === removed)
    ? { entries }
    : { entries, origin: removed };
}

const originIn = (host: Pick<ListedHost, "parsed"> | undefined): string | undefined =>
  host && "endpoint" in host.parsed ? originOf(host.parsed.endpoint) : undefined;

/** The entries as they were written, so that nothing is lost of those that are wrong. */
export const entriesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
