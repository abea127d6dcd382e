import { parseModelName, partsOf, type ModelName } from "../models/model-name.ts";

/**
 * The model that a typed or pasted text refers to: a name, a command line (`ollama run x`), or the address of a page of
 * ollama.com or Hugging Face. `undefined` if it is none of these.
 */
export function readModelReference(text: string): ModelName | undefined {
  const line = text.trim();
  const named = nameInCommand(line) ?? line;
  const [, host = "", path = ""] = ADDRESS.exec(named) ?? [];
  const segments = path.split("/").filter((segment) => segment !== "");
  switch (host.toLowerCase()) {
    case "ollama.com":
    case "registry.ollama.ai":
      return fromOllama(segments);
    case "huggingface.co":
    case "hf.co":
      return fromHuggingFace(segments);
    default:
      return parseModelName(named);
  }
}

/** The search text for a typed or pasted text: for a command line or an address, the model that it names. */
export function searchTextOf(text: string): string {
  const line = text.trim();
  const named = nameInCommand(line) ?? line;
  const model = PAGE.test(named) ? readModelReference(named) : undefined;
  return model ? partsOf(model).model : named;
}

const PAGE = /^(?:https?:\/\/)?(?:www\.)?(?:ollama\.com|registry\.ollama\.ai|huggingface\.co|hf\.co)\//i;

const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?([\w.-]+)\/([^?#]*)/i;

/** Also matches after a shell prompt, and in a container command. */
const COMMAND = /(?:^|\s)ollama\s+(?:run|pull|show)\s+(.*)/s;

/** Some flags take a value. `--think` takes one only after `=`, but people also write it as a separate word. */
const FLAGS =
  /^(?:--?(?:(?:keepalive|format|dimensions|width|height|steps|seed|negative)[\s=]\s*(?:"[^"]*"|'[^']*'|\S+)|think\s+(?:true|false|low|medium|high|max)|\S+)(?:\s+|$))*/;

/** The first word after the flags of a command line. */
function nameInCommand(line: string): string | undefined {
  const [, words] = COMMAND.exec(line) ?? [];
  if (words === undefined) return undefined;
  const [, name] = /^["'`]?([^\s"'`]+)/.exec(words.replace(FLAGS, "")) ?? [];
  return name;
}

/** `/library/llama3.2:1b`, `/library/llama3.2/tags`, `/user/model`. */
function fromOllama([namespace = "", model = "", rest]: readonly string[]): ModelName | undefined {
  if (model === "" || (rest !== undefined && rest !== "tags" && rest !== "blobs")) return undefined;
  return parseModelName(`${namespace}/${model}`);
}

/** `/user/repo`, `/user/repo:Q4_K_M`, `/user/repo/blob/main/repo-Q4_K_M.gguf`. */
function fromHuggingFace([user = "", repo = "", ...rest]: readonly string[]): ModelName | undefined {
  if (user === "" || repo === "" || PAGES.has(user)) return undefined;
  const quantisation = repo.includes(":") ? undefined : quantisationOf(rest.at(-1) ?? "");
  return parseModelName(`hf.co/${user}/${repo}${quantisation === undefined ? "" : `:${quantisation}`}`);
}

/** First path segments of Hugging Face that are not users or organisations. */
const PAGES: ReadonlySet<string> = new Set([
  "models",
  "datasets",
  "spaces",
  "docs",
  "blog",
  "settings",
  "papers",
  "collections",
]);

/** `Q4_K_M` from a file name like `repo-Q4_K_M.gguf`. */
export function quantisationOf(file: string): string | undefined {
  const [, quantisation] =
    /[-.]((?:UD-)?(?:I?Q\d\w*|F16|BF16|F32|MXFP4\w*))(?:-\d{5}-of-\d{5})?\.gguf$/i.exec(file) ?? [];
  return quantisation;
}
