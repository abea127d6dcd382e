import * as l10n from "@vscode/l10n";
import type { AnswerEndpoint } from "../api-test/api-test.ts";
import { capabilitiesOf, contextLengthOf } from "../models/details.ts";
import type { Model, ModelDetails } from "../models/models-events.ts";
import { decimal, grouped } from "../ui/text/format.view.ts";
import type { PromptOptions } from "./prompt.ts";

/** An entry of a list; `input` is what it adds to the prompt. The first one leaves the choice to the model. */
type Choice = { readonly key: string; readonly label: string; readonly input: PromptOptions };
export type OptionList = {
  readonly key: "context" | "temperature" | "think";
  readonly label: string;
  readonly choices: readonly Choice[];
};

const CONTEXTS = [2_048, 4_096, 8_192, 16_384, 32_768, 65_536, 131_072, 262_144];
const TEMPERATURES = [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2];

export function optionsOf(
  endpoint: AnswerEndpoint,
  model: Model,
  details: ModelDetails | undefined,
): readonly OptionList[] {
  const context: OptionList = {
    key: "context",
    label: l10n.t("Context"),
    choices: [
      { key: "", label: l10n.t("Default context"), input: {} },
      ...CONTEXTS.filter((size) => size <= (contextLengthOf(model, details) ?? Number.POSITIVE_INFINITY)).map(
        (size) => ({
          key: String(size),
          label: l10n.t("Context {0}", grouped(size)),
          input: { context: size },
        }),
      ),
    ],
  };
  if (endpoint === "/api/embed") return [context];
  const temperature: OptionList = {
    key: "temperature",
    label: l10n.t("Temperature"),
    choices: [
      { key: "", label: l10n.t("Default temperature"), input: {} },
      ...TEMPERATURES.map((value) => ({
        key: String(value),
        label: l10n.t("Temperature {0}", decimal(value)),
        input: { temperature: value },
      })),
    ],
  };
  const think = thinkingList(model, details);
  return [context, temperature, ...(think ? [think] : [])];
}

/** The levels that the model has (since Ollama 0.34.3), else whether to think. */
function thinkingList(model: Model, details: ModelDetails | undefined): OptionList | undefined {
  const capabilities = capabilitiesOf(model, details);
  if (capabilities?.includes("thinking") !== true) return undefined;
  const values = details?.thinking?.values ?? ["true", "false"];
  return {
    key: "think",
    label: l10n.t("Thinking"),
    choices: [
      { key: "", label: l10n.t("Default thinking"), input: {} },
      ...values.map((value) => ({
        key: value,
        label: thinkingLabel(value),
        input: { think: thinkOf(value) },
      })),
    ],
  };
}

const thinkOf = (value: string): boolean | string =>
  value === "true" ? true : value === "false" ? false : value;

function thinkingLabel(value: string): string {
  if (value === "true") return l10n.t("Think first");
  return value === "false" ? l10n.t("Do not think") : l10n.t("Think: {0}", value);
}
