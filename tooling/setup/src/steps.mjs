import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { isInstalled } from "./installed.mjs";
import { npm, run } from "./npm.mjs";
import { inPackages, isOnPath, node24, node24Package } from "./paths.mjs";

/** @typedef {{ title: string, isDone: () => boolean, run: () => Promise<void> }} Step */

/**
 * The next steps, which can run in parallel; empty if everything is set up.
 * @returns {Step[]}
 */
export function nextSteps() {
  return packages.isDone() ? afterwards.filter((step) => !step.isDone()) : [packages];
}

/** @type {Step} */
const packages = {
  title: "installing packages; Bun, VS Code's server and its extensions follow (2 minutes)",
  isDone: isInstalled,
  run: () => npm(["ci", "--ignore-scripts"]),
};

const link = inPackages(".bin", "node");
const codeServer = inPackages("code-server/lib/vscode");

/** @type {Step[]} */
const afterwards = [
  {
    // npm 10 removes this link together with the packages for other systems, which also have a `node`.
    title: "Node 24",
    isDone: () => process.platform === "win32" || existsSync(link) || !existsSync(node24),
    run: async () => symlinkSync(relative(dirname(link), node24), link),
  },
  stamped("Bun", inPackages("bun"), () => run(process.execPath, [inPackages("bun/install.js")])),
  stamped("VS Code's server", codeServer, async () => {
    await installDependencies(codeServer);
    await compileLogger();
  }),
  stamped("VS Code's extensions", join(codeServer, "extensions"), () =>
    installDependencies(join(codeServer, "extensions")),
  ),
];

/**
 * The stamp file is in the package's own folder, so that it disappears when the package is replaced.
 * @type {(title: string, folder: string, work: () => Promise<void>) => Step}
 */
function stamped(title, folder, work) {
  const stamp = join(folder, ".paddock-set-up");
  return {
    title,
    isDone: () => existsSync(stamp),
    run: () => work().then(() => writeFileSync(stamp, "")),
  };
}

// `npm ci` fails, because the lockfile in code-server is incomplete.
/** @type {(cwd: string) => Promise<void>} */
function installDependencies(cwd) {
  return npm(["install", "--omit=dev", "--ignore-scripts", "--no-save"], { cwd });
}

// Optional: without it VS Code works, but writes no log files.
async function compileLogger() {
  const tools = process.platform === "win32" ? undefined : ["python3", "make", "g++"];
  if (!tools?.every((tool) => isOnPath(tool)) || !existsSync(node24)) return;
  const env = {
    PATH: [dirname(node24), process.env.PATH].join(delimiter),
    npm_config_nodedir: node24Package,
    npm_config_ignore_scripts: "false",
  };
  await npm(["rebuild", "@vscode/spdlog"], { cwd: codeServer, env }).catch(() => undefined);
}
