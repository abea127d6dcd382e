import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { isInstalled } from "./installed.mjs";
import { npm, run } from "./npm.mjs";
import { inPackages, isOnPath, node24, node24Package } from "./paths.mjs";

/** @typedef {{ title: string, isDone: () => boolean, run: () => Promise<void> }} Step */

/**
 * What is to be done next, all at the same time; nothing, when everything is set up.
 * @returns {Step[]}
 */
export function nextSteps() {
  return packages.isDone() ? afterwards.filter((step) => !step.isDone()) : [packages];
}

/** @type {Step} */
const packages = {
  title: "installing packages (a minute or less)",
  isDone: isInstalled,
  run: () => npm(["ci", "--ignore-scripts"]),
};

const link = inPackages(".bin", "node");
const codeServer = inPackages("code-server/lib/vscode");

/** @type {Step[]} */
const afterwards = [
  {
    // npm 10 takes this link away with the packages for other systems, which have a `node` as well.
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
 * The stamp lies in the package that it speaks of, so that it goes when the package is replaced.
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

// `npm ci` refuses: the lockfile that code-server ships is not complete.
/** @type {(cwd: string) => Promise<void>} */
function installDependencies(cwd) {
  return npm(["install", "--omit=dev", "--ignore-scripts", "--no-save"], { cwd });
}

// Without it VS Code writes no log files, and works all the same.
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
