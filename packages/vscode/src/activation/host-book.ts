import { originOf, type HttpTransport } from "@paddock/core";
import type { HostBook } from "@paddock/core/actions";
import { peerCertificate, testHost } from "@paddock/core/adapters";
import * as vscode from "vscode";
import { SETTINGS } from "../contributions.ts";
import type { RequestHeaders } from "../settings/request-headers.ts";
import type { SettingsSource } from "../settings/settings.ts";
import type { Demo } from "./demo.ts";
import { entriesOf, removalOf } from "./host-removal.ts";
import { trustOf } from "./host-settings.ts";

type HostBookOptions = {
  readonly settings: SettingsSource;
  readonly headers: RequestHeaders;
  readonly transport: HttpTransport;
  readonly demo: Demo | undefined;
};

/** The list of hosts in the person's settings. */
export const createHostBook = ({ settings, headers, transport, demo }: HostBookOptions): HostBook => ({
  certificate: peerCertificate,
  async test(endpoint, { headers: entered, ...tls }) {
    const trust = await trustOf(tls);
    if (trust === "unreadable") return { kind: "failed", failure: { kind: "unreachable", cause: "tls" } };
    // Headers that cannot be read are asked for if they are needed.
    const known = entered ?? (await headers.of(originOf(endpoint)).catch(() => ({})));
    if (!trust) return testHost({ endpoint, headers: known, transport });
    const own = (await import("../undici.ts")).undiciTransport(trust);
    try {
      return await testHost({ endpoint, headers: known, transport: own });
    } finally {
      own.close();
    }
  },
  async add({ headers: entered, ...host }) {
    await write([...entriesOf(settings.read().hosts), host]);
    if (entered) await headers.set(host.address, entered);
  },
  async hasHeaders(name) {
    const { origin } = removalOf(settings.read(), demo, name);
    if (origin === undefined) return false;
    const saved = await headers.of(origin).catch(() => "unreadable" as const);
    return saved === "unreadable" || Object.keys(saved).length > 0;
  },
  async remove(name) {
    const { entries, origin } = removalOf(settings.read(), demo, name);
    await write(entries);
    if (origin !== undefined) await headers.set(origin, {});
  },
});

const write = async (entries: readonly unknown[]): Promise<void> =>
  vscode.workspace.getConfiguration().update(SETTINGS.hosts, entries, vscode.ConfigurationTarget.Global);
