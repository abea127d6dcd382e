import * as l10n from "@vscode/l10n";
import { grouped } from "../ui/text/format.view.ts";

/** What Ollama's documentation recommends at least for agents and coding tools (docs/ollama.md §1.4). */
export const FOR_AGENTS = 64_000;

type Subject = {
  /** Absent: they are not known. */
  readonly capabilities: readonly string[] | undefined;
  /** The longest context that it can have, if that is known. */
  readonly most: number | undefined;
  /** The context that it is loaded with, if it is. */
  readonly allocated: number | undefined;
};

/** Of a model that agents could use, always something: nothing moves when it is loaded. Else empty. */
export function contextNote({ capabilities, most = 0, allocated = 0 }: Subject): string {
  if (most < FOR_AGENTS || !capabilities?.includes("tools")) return "";
  return allocated < FOR_AGENTS
    ? l10n.t("Agents and coding tools need a context of {0} tokens or more.", grouped(FOR_AGENTS))
    : l10n.t("Its context is long enough for agents and coding tools.");
}
