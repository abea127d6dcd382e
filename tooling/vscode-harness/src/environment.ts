/** Variables to add; an undefined value takes one out. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Our environment without what came from the VS Code, the test runner or the npm that we were started from:
 * in a terminal of VS Code, code-server would open the folder *there*.
 */
export function ownEnvironment(added: Environment = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !isForeign(name));
  return { ...Object.fromEntries(kept), ...added };
}

const foreign =
  /^(VSCODE_|VITEST|npm_|CODE_SERVER_|ELECTRON_)|^(NODE_ENV|NODE_OPTIONS|PORT|PASSWORD|HASHED_PASSWORD|TEST|INIT_CWD)$/;

/** Whether a variable would tell VS Code something that is not meant for it. */
export function isForeign(name: string): boolean {
  return foreign.test(name) && name !== "VSCODE_TEST_OPTIONS";
}
