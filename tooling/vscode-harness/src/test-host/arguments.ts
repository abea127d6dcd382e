import { resolve } from "node:path";

/** A test run, as requested on the command line. */
export type TestRun = {
  readonly extensions: readonly string[];
  readonly runner: string | undefined;
  readonly folder: string | undefined;
  readonly withoutOtherExtensions: boolean;
};

/** Parses the arguments for VS Code's desktop executable. Switches that only the desktop has are ignored. */
export function parseArguments(args: readonly string[]): TestRun {
  const switches = args.flatMap((arg) => {
    const [, name, value] = /^--([^=]+)(?:=(.*))?$/s.exec(arg) ?? [];
    return name === undefined ? [] : [{ name, value: value ?? "" }];
  });
  const valuesOf = (name: string): string[] =>
    switches.filter((each) => each.name === name && each.value !== "").map((each) => each.value);

  const [folderUri] = [...valuesOf("folder-uri"), ...valuesOf("file-uri")];
  const plain = args.find((arg) => !arg.startsWith("-"));
  const folder = folderUri === undefined ? plain : decodeURIComponent(new URL(folderUri).pathname);
  return {
    extensions: valuesOf("extensionDevelopmentPath"),
    runner: valuesOf("extensionTestsPath").at(-1),
    folder: folder === undefined ? undefined : resolve(folder),
    withoutOtherExtensions: switches.some((each) => each.name === "disable-extensions"),
  };
}
