import { parseModelName, partsOf, type ModelName } from "../models/model-name.ts";
import { isPage } from "./pages.ts";
import { withoutCommand, withoutPunctuation } from "./pasted-command.ts";

/**
 * The model that a typed or pasted text refers to: a name, a command line (`ollama run x`), an address with a scheme
 * (`hf://user/repo`), or the address of a page of ollama.com, Hugging Face or ModelScope. `undefined` if it is none of
 * these.
 */
export function readModelReference(text: string): ModelName | undefined {
  const { named, isCommand } = pasted(text);
  const [, scheme = "", rest = named] = SCHEME.exec(named) ?? [];
  switch (scheme.toLowerCase()) {
    case "":
    case "ollama":
      return fromAddress(rest, parseModelName);
    case "http":
    case "https":
      // Ollama takes such an address as a name of a model. Copied from a browser, it is a page: github.com/ollama/ollama.
      return fromAddress(rest, isCommand ? parseModelName : () => undefined);
    case "hf":
    case "huggingface":
      return fromAddress(/^(?:huggingface|hf)\.co\//i.test(rest) ? rest : `hf.co/${rest}`, parseModelName);
    default:
      return undefined; // without its scheme, it would be the name of another publisher's model
  }
}

/** The search text for a typed or pasted text: for a command line or an address, the model that it names. */
export function searchTextOf(text: string): string {
  const { named } = pasted(text);
  if (!isAddress(named)) return named;
  const model = readModelReference(text);
  return model ? partsOf(model).model : soughtBy(named);
}

function pasted(text: string): ReturnType<typeof withoutCommand> {
  const found = withoutCommand(text);
  return isAddress(found.named) ? { ...found, named: withoutPunctuation(found.named) } : found;
}

const isAddress = (text: string): boolean => SCHEME.test(text) || PAGE.test(text);

const SCHEME = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/is;
const PAGE =
  /^(?:[\w-]+\.)?(?:ollama\.com|registry\.ollama\.ai|huggingface\.co|hf\.co|modelscope\.(?:cn|ai))\//i;
/** `docs.ollama.com`: none of these sites has a registry there. */
const SUBDOMAIN = /\.(?:ollama\.com|huggingface\.co|hf\.co|modelscope\.(?:cn|ai))$/i;
const ADDRESS = /^(?:www\.)?([\w.-]+)(?::(?:80|443))?\/([^?#]*)(?:\?([^#]*))?/i;

/** `fromOther` reads the address of an unknown host. */
function fromAddress(address: string, fromOther: typeof parseModelName): ModelName | undefined {
  const [, host = "", path = "", query = ""] = ADDRESS.exec(address) ?? [];
  const segments = segmentsOf(path);
  switch (host.toLowerCase()) {
    case "ollama.com":
    case "registry.ollama.ai":
      return fromOllama(segments);
    case "huggingface.co":
    case "hf.co":
      return fromHuggingFace(segments, query);
    case "modelscope.cn":
    case "modelscope.ai":
      return fromModelScope(host.toLowerCase(), segments);
    default:
      return SUBDOMAIN.test(host) ? undefined : fromOther(address);
  }
}

/** What an address without a model is about: the text of its search, else its last segment. */
function soughtBy(address: string): string {
  const [, sought] = /[?&](?:q|search|query|name)=([^&#]*)/i.exec(address) ?? [];
  if (sought !== undefined) return decoded(sought.replaceAll("+", " "));
  const [, path = ""] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?[^/?#]*\/([^?#]*)/i.exec(address) ?? [];
  return (
    segmentsOf(path)
      .at(-1)
      ?.replace(/:[^:]*$/, "") ?? ""
  );
}

const segmentsOf = (path: string): readonly string[] =>
  path
    .split("/")
    .map(decoded)
    .filter((segment) => segment !== "");

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // not encoded
  }
}

/** `/library/llama3.2:1b`, `/library/llama3.2/tags`, `/user/model`. */
function fromOllama([namespace = "", model = "", rest]: readonly string[]): ModelName | undefined {
  if (model === "" || isPage("ollama.com", namespace)) return undefined;
  if (rest !== undefined && rest !== "tags" && rest !== "blobs") return undefined;
  return parseModelName(`${namespace}/${model}`);
}

/** `/user/repo`, `/user/repo:Q4_K_M`, `/user/repo/blob/main/repo-Q4_K_M.gguf`, `/user/repo/tree/main/Q4_K_M`. */
function fromHuggingFace(segments: readonly string[], query: string): ModelName | undefined {
  const [, file] = /(?:^|&)show_file_info=([^&]*)/.exec(query) ?? [];
  return fromRepository("hf.co", [...segments, ...(file === undefined ? [] : segmentsOf(decoded(file)))]);
}

/** `/models/user/repo/summary`; in names of models, without `models`. */
const fromModelScope = (host: string, [first = "", ...rest]: readonly string[]): ModelName | undefined =>
  fromRepository(host, first === "models" ? rest : [first, ...rest]);

function fromRepository(
  host: string,
  [user = "", repo = "", ...rest]: readonly string[],
): ModelName | undefined {
  if (user === "" || repo === "" || isPage(host, user)) return undefined;
  const quantisation = repo.includes(":") ? undefined : tagIn(rest);
  const name = `${host}/${user}/${repo}`;
  const tagged = quantisation === undefined ? undefined : parseModelName(`${name}:${quantisation}`);
  return tagged ?? parseModelName(name);
}

const QUANTISATION = "(?:UD-)?(?:I?Q\\d\\w*|TQ\\d\\w*|F16|BF16|FP16|F32|MXFP4\\w*|NVFP4\\w*)";
const IN_FILE = new RegExp(`(?:^|[-._])(${QUANTISATION})(?:-\\d{5}-of-\\d{5})?\\.gguf$`, "i");
const IN_FOLDER = new RegExp(`(?:^|[-._])(${QUANTISATION})$`, "i");

/** `Q4_K_M` from a file name like `repo-Q4_K_M.gguf`. */
export const quantisationOf = (file: string): string | undefined =>
  isAuxiliary(file) ? undefined : IN_FILE.exec(file)?.[1];

/** Projectors and importance matrices are GGUF files too, but not models. */
export const isAuxiliary = (file: string): boolean =>
  /mmproj|imatrix/i.test(file.slice(file.lastIndexOf("/") + 1));

/** `blob/main` */
const BEFORE_FILES = 2;

/** The quantisation that a file or its folder is called after, or else the name of a file outside of folders. */
function tagIn(path: readonly string[]): string | undefined {
  const quantisation = path
    .toReversed()
    .map(quantisationIn)
    .find((found) => found !== undefined);
  if (quantisation !== undefined) return quantisation;
  const [file = "", ...folders] = path.toReversed();
  const isOutside = folders.length === 0 || folders.length === BEFORE_FILES;
  const isWhole = /\.gguf$/i.test(file) && !/-\d{5}-of-\d{5}\./.test(file);
  return isOutside && isWhole && !isAuxiliary(file) ? file : undefined;
}

/** The quantisation that a file or a folder is called after. */
const quantisationIn = (name: string): string | undefined =>
  quantisationOf(name) ?? IN_FOLDER.exec(name)?.[1];
