import * as l10n from "@vscode/l10n";
import { grouped } from "../ui/text/format.view.ts";
import type { LoadedModel } from "./models-events.ts";

/** What Ollama's documentation recommends at least for agents and coding tools (docs/ollama.md §1.4). */
export const FOR_AGENTS = 64_000;

/** Says that agents need more context than is allocated, if the model can have more; else empty. */
export const contextNote = (
  { contextLength }: Pick<LoadedModel, "contextLength">,
  most: number | undefined,
): string =>
  contextLength !== undefined && contextLength < FOR_AGENTS && most !== undefined && most >= FOR_AGENTS
    ? l10n.t("Agents and coding tools need a context of {0} tokens or more.", grouped(FOR_AGENTS))
    : "";
