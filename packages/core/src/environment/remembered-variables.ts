import { bindAddress, type Endpoint } from "../hosts/endpoint.ts";
import { isVariable, trimmedValue } from "./variables.ts";

/** The variables that a service is started with: what can be kept of them. */
export type RememberedVariables = readonly { readonly name: string; readonly value: string }[];

/**
 * What is remembered of the variables of a service, to see later whether they have changed. Of those that may have a
 * secret, such as the password of a proxy, only that they are set is kept: even a short fingerprint gives a short password
 * back.
 */
export function rememberedVariables(
  environment: Readonly<Record<string, string>>,
  endpoint: Endpoint,
): RememberedVariables {
  const chosen = Object.entries(environment)
    .map(([name, value]) => ({ name, value: trimmedValue(value) }))
    .filter(({ name, value }) => value !== "" && name !== "OLLAMA_HOST")
    .map(({ name, value }) => ({ name, value: mayBeSecret(name) ? IS_SET : value }));
  return [...chosen, { name: "OLLAMA_HOST", value: bindAddress(endpoint) }];
}

/** The names of the variables that are not the same in both, in alphabetical order. */
export function differingNames(a: RememberedVariables, b: RememberedVariables): readonly string[] {
  const missingIn = (others: RememberedVariables) => (one: RememberedVariables[number]) =>
    !others.some(({ name, value }) => name === one.name && (value === one.value || mayBeSecret(name)));
  const differing = [...a.filter(missingIn(b)), ...b.filter(missingIn(a))];
  return [...new Set(differing.map(({ name }) => name))].toSorted();
}

const mayBeSecret = (name: string): boolean =>
  !isVariable(name) || /PROXY$|^OLLAMA_(CLOUD_BASE_URL|REMOTES|ORIGINS)$/.test(name);

const IS_SET = "…";
