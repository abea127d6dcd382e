import { EVENTS } from "../app/events.ts";
import { factsSchema } from "../app/state.ts";
import type { ActionContext } from "../ui/action.ts";
import { closedWords } from "./closed-words.ts";
import type { KnownWords } from "./known-words.ts";
import { createRedactor, type Redactor } from "./redact.ts";
import { isSecretName } from "./redact-secrets.ts";
import type { Told } from "./told-words.action.ts";
import { wordsInState } from "./words-in-state.action.ts";

/**
 * A redactor of all that must not leave this machine: what the editor knows, the secrets in the settings, and the person's
 * words in the state and in what is told.
 */
export function redactorFor(
  { app, settings }: Pick<ActionContext, "settings"> & { readonly app: Pick<ActionContext["app"], "state"> },
  known: KnownWords,
  told?: Told,
): Redactor {
  const secrets = [...(known.secrets ?? []), ...secretsIn(settings.read().serviceEnvironment)];
  const closed = closedWords([factsSchema, ...EVENTS.map(({ schema }) => schema)]);
  return createRedactor(wordsInState(app.state(), { ...known, secrets }, told), closed);
}

/** The values of variables that are secrets, and the passwords in addresses. */
const secretsIn = (variables: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(variables).flatMap(([name, value]) =>
    isSecretName(name) ? [value] : (/\/\/[^/\s:]*:([^\s]+)@/.exec(value)?.slice(1) ?? []),
  );
