import * as l10n from "@vscode/l10n";
import { list } from "../ui/text/format.view.ts";
import type { EnvironmentProblem } from "./environment-problems.ts";

/** What is wrong with a variable, and what to enter instead. */
export function describeEnvironmentProblem(problem: EnvironmentProblem): string {
  switch (problem.kind) {
    case "not-text":
      return l10n.t("{0} must be a text. Put its value in quotes.", problem.name);
    case "impossible":
      return l10n.t(
        "“{0}” cannot be a variable: a name has only letters, digits and underscores and does not begin with a digit, and a value has no null character.",
        problem.name,
      );
    case "not-a-flag":
      return l10n.t(
        "{0} is “{1}”, which Ollama would take for true. Enter true or false.",
        problem.name,
        problem.value,
      );
    case "not-whole":
      return l10n.t(
        "{0} is “{1}”, which Ollama would ignore. Enter a whole number that is not negative, without a unit.",
        problem.name,
        problem.value,
      );
    case "not-a-duration":
      return l10n.t(
        "{0} is “{1}”, which Ollama would ignore. Enter a duration such as 90s, 30m or 24h.",
        problem.name,
        problem.value,
      );
    case "not-a-choice":
      return l10n.t(
        "{0} is “{1}”, which Ollama does not know. Enter one of these: {2}.",
        problem.name,
        problem.value,
        list(problem.choices),
      );
    case "other-address":
      return l10n.t(
        "OLLAMA_HOST is “{0}”, which has no effect: Paddock lets Ollama listen on {1}. Remove it, and change the host setting instead.",
        problem.value,
        problem.address,
      );
    case "not-absolute":
      return l10n.t(
        "{0} is “{1}”. Enter the full path of the folder, without “~”.",
        problem.name,
        problem.value,
      );
    case "no-such-folder":
      return l10n.t(
        "{0} is “{1}”, and there is no such folder. Create it, connect its disk, or correct the path: Ollama would begin an empty folder there.",
        problem.name,
        problem.path,
      );
    case "misspelt":
      return l10n.t("Ollama does not know {0}. Did you mean {1}?", problem.name, problem.meant);
  }
}
