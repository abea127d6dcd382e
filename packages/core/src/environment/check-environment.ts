import {
  bindAddress,
  originOf,
  parseEndpoint,
  withoutCredentials,
  type Endpoint,
} from "../hosts/endpoint.ts";
import type { EnvironmentProblem } from "./environment-problems.ts";
import { meantName } from "./meant-name.ts";
import { isPossibleName, isVariable, trimmedValue, variableOf, type ValueKind } from "./variables.ts";

/** The person's variables for a service that Paddock starts. */
export type ChosenEnvironment = {
  readonly environment: Readonly<Record<string, string>>;
  /** Names whose values in the setting are no texts. */
  readonly notTexts?: readonly string[];
};

/**
 * What is wrong with the variables, without a look at the disk. Ollama itself only warns about a bad value, or says
 * nothing, and takes another one (recording `log-bad-host`).
 */
export function checkEnvironment(
  { environment, notTexts = [] }: ChosenEnvironment,
  endpoint: Endpoint,
): readonly EnvironmentProblem[] {
  return [
    ...notTexts.map((name): EnvironmentProblem => ({ kind: "not-text", name })),
    ...Object.entries(environment).flatMap(([name, value]) => problemOf(name, value, endpoint) ?? []),
  ];
}

function problemOf(name: string, value: string, endpoint: Endpoint): EnvironmentProblem | undefined {
  if (!isPossibleName(name) || value.includes("\0")) return { kind: "impossible", name };
  if (!isVariable(name)) {
    const meant = meantName(name);
    return meant && { kind: "misspelt", name, meant };
  }
  const taken = trimmedValue(value);
  return taken === "" ? undefined : valueProblem(name, taken, variableOf(name).value, endpoint);
}

function valueProblem(
  name: string,
  value: string,
  kind: ValueKind,
  endpoint: Endpoint,
): EnvironmentProblem | undefined {
  switch (kind.kind) {
    case "flag":
      return FLAG.test(value) ? undefined : { kind: "not-a-flag", name, value };
    case "whole":
      return /^\d{1,18}$/.test(value) ? undefined : { kind: "not-whole", name, value };
    case "duration":
      return DURATION.test(value) ? undefined : { kind: "not-a-duration", name, value };
    case "choice":
      return kind.choices.includes(value)
        ? undefined
        : { kind: "not-a-choice", name, value, choices: [...kind.choices] };
    case "folder":
      return ABSOLUTE.test(value) ? undefined : { kind: "not-absolute", name, value };
    case "address":
      return isSameAddress(value, endpoint)
        ? undefined
        : { kind: "other-address", value: withoutCredentials(value), address: bindAddress(endpoint) };
    case "text":
      return undefined;
  }
}

/** What Go's `strconv.ParseBool` reads. */
const FLAG = /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/;
/** What Go's `time.ParseDuration` reads, or a number of seconds. */
const DURATION = /^[+-]?(\d{1,18}|0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;
/** On any platform: the settings may be those of another one. */
const ABSOLUTE = /^([/\\]|[a-z]:[/\\])/i;

function isSameAddress(value: string, endpoint: Endpoint): boolean {
  const parsed = parseEndpoint(value);
  if ("problem" in parsed) return false;
  return [bindAddress, originOf].some((addressOf) => addressOf(parsed.endpoint) === addressOf(endpoint));
}
