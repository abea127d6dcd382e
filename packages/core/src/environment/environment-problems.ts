import * as v from "valibot";
import { kind, text, texts, type DataOf } from "../shared/described.ts";

/** What is wrong with a variable. None of them contains a value that may be a secret. */
export const environmentProblemSchema = v.variant("kind", [
  /** The setting has a list or an object where a text is needed. */
  kind("not-text", { name: text }),
  /** A name that a shell would read as something else, or a value with a null character. */
  kind("impossible", { name: text }),
  kind("not-a-flag", { name: text, value: text }),
  kind("not-whole", { name: text, value: text }),
  kind("not-a-duration", { name: text, value: text }),
  kind("not-a-choice", { name: text, value: text, choices: texts }),
  /** `address` is where Paddock looks for Ollama, and so where it must listen. */
  kind("other-address", { value: text, address: text }),
  kind("not-absolute", { name: text, value: text }),
  kind("no-such-folder", { name: text, path: text }),
  /** Ollama does not know the name, but one like it. */
  kind("misspelt", { name: text, meant: text }),
]);
export type EnvironmentProblem = DataOf<typeof environmentProblemSchema>;

/**
 * Whether a service must not be started with it. A name that Ollama does not know does no harm, nor does an address: Paddock
 * gives Ollama its own.
 */
export const isObstacle = ({ kind }: EnvironmentProblem): boolean =>
  kind !== "misspelt" && kind !== "other-address";
