import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import * as v from "valibot";
import { ownEnvironment, type Environment } from "./environment.ts";
import { openProcessGroup, type ProcessGroup } from "./process-group.ts";
import { changeSettings, quietSettings, type Settings } from "./settings.ts";
import { openTemporaryFolder } from "./temporary.ts";

export type CodeServerOptions = {
  /** Extension folders are linked, .vsix files are installed. */
  readonly extensions?: readonly string[];
  readonly settings?: Settings;
  /** Added to our own environment; an undefined value removes a variable. */
  readonly env?: Environment;
  /** Any free port by default. */
  readonly port?: number;
  readonly args?: readonly string[];
};

/** VS Code's server on loopback, with a temporary profile that is removed when it is closed. */
export interface CodeServer {
  readonly origin: string;
  /** The folder of its profile. Files that are put there are removed with it. */
  readonly folder: string;
  /** The URL of a window on a folder or workspace file, or of an empty window. */
  url(folder?: string, payload?: readonly (readonly [string, string])[]): string;
  /** The URI of a file on the server, as a window sees it. */
  remotePath(path: string): string;
  /**
   * Changes settings, and some only in the machine's file. Open windows apply them soon after, except settings of the scope
   * "application".
   */
  changeSettings(change: Settings, ofMachine?: Settings): void;
  /** Its output so far. */
  output(): string;
  /** Resolves when it ends, for any reason. */
  readonly ended: Promise<void>;
  /** Ends it with its extension hosts. Processes that an extension started in their own session keep running. */
  close(): Promise<void>;
}

const entry = createRequire(import.meta.url).resolve("code-server");
const lifeline = fileURLToPath(new URL("lifeline.ts", import.meta.url));

/** Starts VS Code's server, and returns when it answers. */
export async function openCodeServer(options: CodeServerOptions = {}): Promise<CodeServer> {
  const temporary = openTemporaryFolder();
  const profile = profileIn(temporary.path);
  const env = ownEnvironment({ EXTENSIONS_GALLERY: "{}", XDG_RUNTIME_DIR: temporary.path, ...options.env });
  changeAllSettings(profile, { ...quietSettings, ...options.settings });
  writeFileSync(profile.config, "auth: none\n");
  mkdirSync(profile.extensions);

  try {
    await installExtensions(profile, options.extensions ?? [], env);
    const group = openProcessGroup(process.execPath, serverArguments(profile, options), {
      env,
      stdin: "pipe",
      isAwaited: isExtensionHost,
    });
    const close = (): Promise<void> => group.close().finally(() => temporary.close());
    const said = listen(group);
    const port = await said.port.catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return codeServerAt(port, { profile, output: () => said.output(), group, close });
  } catch (error) {
    temporary.close();
    throw error;
  }
}

// Only extension hosts get time to end, because their extensions deactivate; other processes have nothing to finish.
const isExtensionHost = (args: readonly string[]): boolean => args.includes("--type=extensionHost");

type Profile = ReturnType<typeof profileIn>;

function profileIn(folder: string) {
  return {
    folder,
    config: join(folder, "config.yaml"),
    data: join(folder, "d"),
    settings: {
      user: join(folder, "d", "User", "settings.json"),
      machine: join(folder, "d", "Machine", "settings.json"),
    },
    extensions: join(folder, "x"),
  };
}

// Both files: a VS Code server reads settings of the scope "machine" only from the machine's file, and those of the
// scope "application" only from the user's file, which it watches only for the first seconds.
function changeAllSettings({ settings }: Profile, change: Settings, ofMachine: Settings = {}): void {
  changeSettings(settings.user, change);
  changeSettings(settings.machine, { ...change, ...ofMachine });
}

function profileArguments(profile: Profile): string[] {
  // Without a config file of our own, code-server would write one to the home folder.
  return [
    "--config",
    profile.config,
    "--user-data-dir",
    profile.data,
    "--extensions-dir",
    profile.extensions,
  ];
}

function serverArguments(profile: Profile, { port = 0, args = [] }: CodeServerOptions): string[] {
  return [
    lifeline,
    profile.folder,
    entry,
    ...profileArguments(profile),
    "--auth",
    "none",
    "--bind-addr",
    `127.0.0.1:${port}`,
    "--disable-telemetry",
    "--disable-update-check",
    "--disable-workspace-trust",
    "--disable-getting-started-override",
    ...args,
  ];
}

async function installExtensions(
  profile: Profile,
  extensions: readonly string[],
  env: Environment,
): Promise<void> {
  for (const extension of extensions) {
    if (extension.endsWith(".vsix")) await installPackage(profile, resolve(extension), env);
    else linkFolder(profile, resolve(extension));
  }
}

const manifestSchema = v.object({ publisher: v.string(), name: v.string(), version: v.string() });

// A link in a fresh extensions folder counts as an installed extension.
function linkFolder(profile: Profile, folder: string): void {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { publisher, name, version } = v.parse(manifestSchema, manifest);
  symlinkSync(folder, join(profile.extensions, `${publisher}.${name}-${version}`), "junction");
}

async function installPackage(profile: Profile, vsix: string, env: Environment): Promise<void> {
  const args = [entry, ...profileArguments(profile), "--install-extension", vsix];
  await execa(process.execPath, args, { env, extendEnv: false });
}

function listen(group: ProcessGroup): { output(): string; readonly port: Promise<number> } {
  let output = "";
  const { promise: port, resolve: found, reject } = Promise.withResolvers<number>();
  port.catch(() => undefined);
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    const [, number] = /HTTP server listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(output) ?? [];
    if (number !== undefined) found(Number(number));
  };
  group.process.stdout?.on("data", hear);
  group.process.stderr?.on("data", hear);
  group.process.once("error", reject);
  group.process.once("exit", (code, signal) =>
    reject(new Error(`VS Code's server ended with ${signal ?? code}:\n${output}`)),
  );
  return { output: () => output, port };
}

type Parts = {
  readonly profile: Profile;
  readonly output: () => string;
  readonly group: ProcessGroup;
  readonly close: () => Promise<void>;
};

function codeServerAt(port: number, { profile, output, group, close }: Parts): CodeServer {
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    folder: profile.folder,
    url(folder, payload = []) {
      const query = new URLSearchParams();
      if (folder === undefined) query.set("ew", "true");
      else query.set(folder.endsWith(".code-workspace") ? "workspace" : "folder", resolve(folder));
      if (payload.length > 0) query.set("payload", JSON.stringify(payload));
      return `${origin}/?${query}`;
    },
    remotePath: (path) => `vscode-remote://127.0.0.1:${port}${encodeURI(resolve(path))}`,
    changeSettings: (change, ofMachine) => changeAllSettings(profile, change, ofMachine),
    output,
    ended: new Promise((done) => group.process.once("exit", () => done())),
    close,
  };
}
