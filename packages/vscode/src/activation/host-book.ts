import { originOf, readHostList, type HttpTransport } from "@paddock/core";
import type { HostBook } from "@paddock/core/actions";
import { peerCertificate, testHost } from "@paddock/core/adapters";
import * as vscode from "vscode";
import { SETTINGS } from "../contributions.ts";
import type { RequestHeaders } from "../settings/request-headers.ts";
import type { SettingsSource } from "../settings/settings.ts";
import { trustOf } from "./host-settings.ts";

type HostBookOptions = {
  readonly settings: SettingsSource;
  readonly headers: RequestHeaders;
  readonly transport: HttpTransport;
};

/** The list of hosts in the person's settings. */
export const createHostBook = ({ settings, headers, transport }: HostBookOptions): HostBook => ({
  certificate: peerCertificate,
  async test(endpoint, tls) {
    const trust = await trustOf(tls);
    if (trust === "unreadable") return { kind: "failed", failure: { kind: "unreachable", cause: "tls" } };
    const known = await headers.of(originOf(endpoint)).catch(() => ({})); // they are asked for if they are needed
    if (!trust) return testHost({ endpoint, headers: known, transport });
    const own = (await import("../undici.ts")).undiciTransport(trust);
    try {
      return await testHost({ endpoint, headers: known, transport: own });
    } finally {
      own.close();
    }
  },
  add: (host) => write([...entriesOf(settings.read().hosts), host]),
  async remove(name) {
    const { hosts } = settings.read();
    const listed = readHostList(hosts);
    await write(entriesOf(hosts).filter((_entry, index) => listed[index]?.name !== name));
    const removed = listed.find((host) => host.name === name)?.parsed;
    if (removed && "endpoint" in removed) await headers.set(originOf(removed.endpoint), {});
  },
});

/** The entries as they were written, so that nothing is lost of those that are wrong. */
const entriesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const write = async (entries: readonly unknown[]): Promise<void> =>
  vscode.workspace.getConfiguration().update(SETTINGS.hosts, entries, vscode.ConfigurationTarget.Global);
