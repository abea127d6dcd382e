import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as v from "valibot";

/** A Chromium executable, and the environment that it needs on this machine. */
export type BundledChromium = { readonly executablePath: string; readonly env: Record<string, string> };

const execute = promisify(execFile);
const packageFolder = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..");
const cache = fileURLToPath(new URL("../../../node_modules/.cache/paddock", import.meta.url));

/** Unpacks the Chromium of @sparticuz/chromium; `undefined` if it does not run on this machine. */
export async function bundledChromium(): Promise<BundledChromium | undefined> {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const folder = await unpacked();
  const executablePath = join(folder, "chromium");
  const env = {
    ...inheritedEnvironment(),
    ...((await lacksLibraries(executablePath)) ? libraryPath(folder, process.env.LD_LIBRARY_PATH) : {}),
    ...(fontFolders().some(holdsFonts) ? {} : { FONTCONFIG_FILE: join(folder, "fonts.conf") }),
  };
  return { executablePath, env };
}

/** Puts the package's libraries (NSS and others) before those of the system. */
export function libraryPath(folder: string, present: string | undefined): { LD_LIBRARY_PATH: string } {
  const own = join(folder, "al2023", "lib");
  return { LD_LIBRARY_PATH: present ? `${own}:${present}` : own };
}

/** A fontconfig configuration for machines that have none, and no fonts. */
export function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts", "fonts")}</dir>
  <cachedir>${join(folder, "font-cache")}</cachedir>
</fontconfig>
`;
}

// Unpacked to another folder and renamed when complete: two processes may do this at once, and either may be killed.
async function unpacked(): Promise<string> {
  const manifest: unknown = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const { version } = v.parse(v.object({ version: v.string() }), manifest);
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  const staging = `${folder}.${process.pid}`;
  mkdirSync(staging, { recursive: true });
  const unpack = fileURLToPath(new URL("unpack-chromium.ts", import.meta.url));
  await execute(process.execPath, [unpack, join(packageFolder, "bin")], {
    env: { ...process.env, TMPDIR: staging },
  });
  writeFileSync(join(staging, "fonts.conf"), fontConfiguration(folder));
  try {
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

async function lacksLibraries(executablePath: string): Promise<boolean> {
  return execute(executablePath, ["--version"]).then(
    () => false,
    () => true,
  );
}

function fontFolders(): string[] {
  return [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    join(homedir(), ".fonts"),
    join(homedir(), ".local/share/fonts"),
  ];
}

function holdsFonts(folder: string): boolean {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true }).some((name) => /\.(ttf|otf|ttc|pfb)$/i.test(String(name)));
}

function inheritedEnvironment(): Record<string, string> {
  const defined = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(defined);
}
