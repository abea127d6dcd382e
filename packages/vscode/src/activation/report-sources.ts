import { isSameJson, type App } from "@paddock/core";
import { wordsInSettings, type ReportSources } from "@paddock/core/actions";
import { machineWords, readRegular, systemName } from "@paddock/core/adapters";
import * as vscode from "vscode";
import { SETTINGS } from "../contributions.ts";
import type { RequestHeaders } from "../settings/request-headers.ts";
import { secretsInHeader } from "../settings/secrets-in-header.ts";
import type { SettingsSource } from "../settings/settings.ts";

type SourcesOptions = {
  readonly extension: vscode.ExtensionContext;
  readonly app: App;
  readonly settings: SettingsSource;
  readonly headers: RequestHeaders;
};

/** A larger file is no report. */
const MOST_BYTES = 20_000_000;

/** What VS Code and this machine add to a report of a problem. */
export function createReportSources({ extension, app, settings, headers }: SourcesOptions): ReportSources {
  const manifest: unknown = extension.extension.packageJSON;
  const issues = textAt(manifest, "bugs", "url");
  async function headerSecrets(): Promise<readonly string[]> {
    const origins = Object.keys(app.state().facts.hosts);
    // Those that cannot be read are in nothing that is reported.
    const all = await Promise.all(origins.map((origin) => headers.of(origin).catch(() => ({}))));
    return all.flatMap((one) => Object.values(one).flatMap(secretsInHeader));
  }
  return {
    ...(issues !== undefined && { issues }),
    history: app.history,
    read: async (path) => new TextDecoder().decode(await readRegular(path, MOST_BYTES)),
    async gather() {
      const machine = machineWords();
      const named = wordsInSettings(settings.read());
      return {
        paddock: textAt(manifest, "version") ?? "",
        editor: `${vscode.env.appName} ${vscode.version}`,
        machine: systemName(),
        settings: changedSettings(),
        known: {
          ...machine,
          hosts: [...(machine.hosts ?? []), ...(named.hosts ?? [])],
          names: [
            ...(vscode.workspace.workspaceFolders ?? []).map(({ name }) => name),
            ...(named.names ?? []),
          ],
          secrets: await headerSecrets(),
        },
      };
    },
  };
}

function changedSettings(): Readonly<Record<string, unknown>> {
  const all = vscode.workspace.getConfiguration();
  return Object.fromEntries(
    Object.values(SETTINGS).flatMap((id) => {
      const value = all.get<unknown>(id);
      return isSameJson(value, all.inspect(id)?.defaultValue) ? [] : [[id, value]];
    }),
  );
}

/** A text in the manifest, by the keys that lead to it. */
function textAt(manifest: unknown, ...keys: readonly string[]): string | undefined {
  let value = manifest;
  for (const key of keys)
    value =
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}
