/** Variables to add; an undefined value removes one. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Our environment without the variables of the VS Code, the test runner or the npm that started us. In a
 * terminal of VS Code, for example, code-server would open the folder in that VS Code.
 */
export function ownEnvironment(added: Environment = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !isForeign(name));
  return { ...Object.fromEntries(kept), ...added };
}

const foreign =
  /^(VSCODE_|VITEST|npm_|CODE_SERVER_|ELECTRON_)|^(NODE_ENV|NODE_OPTIONS|PORT|PASSWORD|HASHED_PASSWORD|TEST|INIT_CWD)$/;

/** Whether a variable must not be inherited by VS Code. */
export function isForeign(name: string): boolean {
  return foreign.test(name) && name !== "VSCODE_TEST_OPTIONS";
}
