import * as l10n from "@vscode/l10n";
import { hostFacts, modelsOf, type AppState } from "../app/state.ts";
import type { ModelName } from "../models/model-name.ts";
import { usableModels } from "../models/models.ts";
import { shortModelNames } from "../models/short-name.view.ts";
import { describeUntriable } from "../tries/untriable.view.ts";
import { list } from "../ui/text/format.view.ts";
import { callKindsOf, type CallKind, type Dialect } from "./call-kinds.ts";
import { exampleCode, type ExampleCode } from "./example-code.ts";
import { shownModel } from "./shown-model.ts";
import type { ShownApi } from "./shown-api.ts";

type Choice<Key extends string> = { readonly key: Key; readonly label: string };

/** How to call a model, as code to copy. */
export type CallView = {
  readonly title: string;
  readonly model: ModelName | null;
  readonly models: readonly Choice<ModelName>[];
  readonly kinds: readonly Choice<CallKind>[];
  readonly dialects: readonly Choice<Dialect>[];
  readonly examples: readonly ExampleCode[];
  /** Why there is no example; empty if there is one. */
  readonly cannot: string;
  /** What is to be replaced in the code; empty if nothing is. */
  readonly note: string;
  readonly words: ReturnType<typeof callWords>;
};

const callWords = () => ({
  model: l10n.t("Model"),
  kind: l10n.t("What to call it for"),
  dialect: l10n.t("API"),
  language: l10n.t("Language"),
  code: l10n.t("Code"),
  open: l10n.t("Open as a File"),
});

export function callView(
  state: AppState,
  chosen: ModelName | undefined,
  { headerNames }: ShownApi,
): CallView {
  const models = modelsOf(state);
  const { service } = hostFacts(state);
  const model = shownModel(models, chosen);
  const kinds = model && callKindsOf(models, model);
  const examples =
    model && typeof kinds === "object" ? exampleCode({ service, model, headerNames }, kinds) : [];
  const names = usableModels(models).map(({ name }) => name);
  const shortName = shortModelNames(names);
  const keys = <Key extends string>(of: (example: ExampleCode) => Key): readonly Key[] => [
    ...new Set(examples.map(of)),
  ];
  return {
    title: l10n.t("Call it"),
    model: model?.name ?? null,
    models: names.map((key) => ({ key, label: shortName(key) })),
    kinds: keys(({ kind }) => kind).map((key) => ({ key, label: kindLabel(key) })),
    dialects: keys(({ dialect }) => dialect).map((key) => ({ key, label: DIALECT_NAMES[key] })),
    examples,
    cannot:
      typeof kinds === "string"
        ? describeUntriable(kinds)
        : model
          ? ""
          : l10n.t("There is no model to call yet."),
    note: examples.length > 0 ? noteOn(headerNames) : "",
    words: callWords(),
  };
}

const DIALECT_NAMES = {
  ollama: "Ollama",
  openai: "OpenAI",
  anthropic: "Anthropic",
} as const satisfies Record<Dialect, string>;

function kindLabel(kind: CallKind): string {
  switch (kind) {
    case "chat":
      return l10n.t("Chat");
    case "generate":
      return l10n.t("Text");
    case "vision":
      return l10n.t("Image input");
    case "tools":
      return l10n.t("Tools");
    case "embed":
      return l10n.t("Embedding");
  }
}

const noteOn = (headerNames: readonly string[]): string =>
  headerNames.length === 0
    ? ""
    : l10n.t("Enter your own value of {0}: Paddock keeps it secret.", list(headerNames));
