import { parseModelName, partsOf, type ModelName } from "../models/model-name.ts";

/**
 * The model that somebody means by what they typed or pasted: a name, a line for the terminal (`ollama run x`), or the
 * address of a page of ollama.com or Hugging Face. Nothing where it is none of these.
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

/** What somebody looks for who typed or pasted this: of a line or an address, the model that it names. */
export function soughtIn(text: string): string {
  const line = text.trim();
  const named = nameInCommand(line) ?? line;
  const model = PAGE.test(named) ? readModelReference(named) : undefined;
  return model ? partsOf(model).model : named;
}

const PAGE = /^(?:https?:\/\/)?(?:www\.)?(?:ollama\.com|registry\.ollama\.ai|huggingface\.co|hf\.co)\//i;

const ADDRESS = /^(?:https?:\/\/)?(?:www\.)?([\w.-]+)\/([^?#]*)/i;

/** Also behind a prompt, and in a container. */
const COMMAND = /(?:^|\s)ollama\s+(?:run|pull|show)\s+(.*)/s;

/** Some are followed by a value. `--think` takes one behind `=` only, but people write it as a word of its own, too. */
const FLAGS =
  /^(?:--?(?:(?:keepalive|format|dimensions|width|height|steps|seed|negative)[\s=]\s*(?:"[^"]*"|'[^']*'|\S+)|think\s+(?:true|false|low|medium|high|max)|\S+)(?:\s+|$))*/;

/** The first word behind the flags of a line for the terminal. */
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

/** What Hugging Face has besides people and organisations. */
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

/** `Q4_K_M` in `repo-Q4_K_M.gguf`: what a file of weights is called after. */
export function quantisationOf(file: string): string | undefined {
  const [, quantisation] =
    /[-.]((?:UD-)?(?:I?Q\d\w*|F16|BF16|F32|MXFP4\w*))(?:-\d{5}-of-\d{5})?\.gguf$/i.exec(file) ?? [];
  return quantisation;
}
