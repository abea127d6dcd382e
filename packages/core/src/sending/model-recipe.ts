import * as v from "valibot";
import type { ModelName } from "../models/model-name.ts";
import type { SendingFailure } from "../shared/failure.ts";
import { kindOf, type Kind, type Sendable } from "./sendable-model.ts";

/** What makes a model of layers that an Ollama has: the body of `POST /api/create` (docs/ollama.md §1.6). */
export type ModelRecipe = {
  readonly model: ModelName;
  /** Digests of GGUF files, by a file name. Ollama sees in the file whether it is weights or a projector. */
  readonly files: Readonly<Record<string, string>>;
  readonly adapters?: Readonly<Record<string, string>>;
  readonly template?: string;
  readonly system?: string;
  readonly license?: readonly string[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly messages?: readonly unknown[];
  readonly renderer?: string;
  readonly parser?: string;
  readonly requires?: string;
};

const optionalText = v.nullish(v.string());
const configSchema = jsonOf(
  v.object({ renderer: optionalText, parser: optionalText, requires: optionalText }),
);
const parametersSchema = jsonOf(v.record(v.string(), v.unknown()));
const messagesSchema = jsonOf(v.array(v.unknown()));

/** The request that makes the same model; `texts` are the contents of its small layers. */
export function recipeOf(
  model: ModelName,
  sendable: Sendable,
  texts: ReadonlyMap<string, string>,
): ModelRecipe | SendingFailure {
  const contents = (kind: Kind): readonly string[] =>
    sendable.texts.filter((layer) => kindOf(layer) === kind).map(({ digest }) => texts.get(digest) ?? "");
  const config = parseOptional(configSchema, texts.get(sendable.configDigest ?? ""));
  const parameters = parseOptional(parametersSchema, contents("params")[0]);
  const messages = parseOptional(messagesSchema, contents("messages")[0]);
  if ("isDamaged" in config || "isDamaged" in parameters || "isDamaged" in messages)
    return { kind: "source-damaged" };
  const { renderer, parser, requires } = config.value ?? {};
  const [template] = contents("template");
  const [system] = contents("system");
  const license = contents("license");
  return {
    model,
    ...filesOf(sendable),
    ...(template !== undefined && { template }),
    ...(system !== undefined && { system }),
    ...(license.length > 0 && { license }),
    ...(parameters.value && { parameters: parameters.value }),
    ...(messages.value && { messages: messages.value }),
    ...(renderer && { renderer }),
    ...(parser && { parser }),
    ...(requires && { requires }),
  };
}

/** An adapter is not among the other files: Ollama adds it to them. */
function filesOf({ files }: Sendable): Pick<ModelRecipe, "files" | "adapters"> {
  const named = (layers: Sendable["files"]): Readonly<Record<string, string>> =>
    Object.fromEntries(layers.map(({ digest }, index) => [`${index + 1}.gguf`, digest]));
  const adapters = files.filter((layer) => kindOf(layer) === "adapter");
  const others = files.filter((layer) => kindOf(layer) !== "adapter");
  return { files: named(others), ...(adapters.length > 0 && { adapters: named(adapters) }) };
}

type Parsed<Value> = { readonly value?: Value } | { readonly isDamaged: true };

function parseOptional<Value>(
  schema: v.GenericSchema<string, Value>,
  text: string | undefined,
): Parsed<Value> {
  if (text === undefined) return {};
  const parsed = v.safeParse(schema, text);
  return parsed.success ? { value: parsed.output } : { isDamaged: true };
}

function jsonOf<Schema extends v.GenericSchema>(schema: Schema) {
  return v.pipe(v.string(), v.parseJson(), schema);
}
