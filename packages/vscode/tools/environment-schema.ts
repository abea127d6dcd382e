import { describeVariables, VARIABLE_NAMES, variableOf, type ValueKind } from "@paddock/core/actions";

/** The setting whose schema is generated from core's table of variables. */
export const ENVIRONMENT_SETTING = "paddock.service.environment";

const keyOf = (name: string): string => `environment.${name}`;

/** Whether a key of `package.nls.json` is the description of a variable. */
export const isVariableKey = (name: string): boolean => name.startsWith("environment.");

/** The descriptions of the variables, as `package.nls.json` holds them. */
export const variableTexts = (): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(describeVariables()).map(([name, words]) => [keyOf(name), words]));

/** The JSON schema of the setting's properties. All values are texts, as in an environment. */
export const environmentProperties = (): Readonly<Record<string, object>> =>
  Object.fromEntries(
    VARIABLE_NAMES.map((name) => [
      name,
      { type: "string", ...formOf(variableOf(name).value), markdownDescription: `%${keyOf(name)}%` },
    ]),
  );

function formOf(value: ValueKind): object {
  switch (value.kind) {
    case "flag":
      return { enum: ["true", "false"] };
    case "choice":
      return { enum: value.choices };
    case "whole":
      return { pattern: "^\\d*$" };
    case "duration":
      return { pattern: "^([+-]?(\\d+|(\\d+(\\.\\d*)?(ns|us|µs|ms|s|m|h))+))?$" };
    case "folder":
    case "address":
    case "text":
      return {};
  }
}
