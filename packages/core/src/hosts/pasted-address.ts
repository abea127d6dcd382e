const QUOTES = /^["'`“”‘’«»<]+|["'`“”‘’«»>]+$/g;

/** `OLLAMA_HOST=x`, `setx OLLAMA_HOST "x"`, `$env:OLLAMA_HOST = "x"`, `OLLAMA_HOST: x`, `("OLLAMA_HOST", "x")`. */
const VARIABLE = /\bOLLAMA_HOST["']?(?:\s*[=,]\s*|:\s+|\s+)["'“]?([^\s"'”;,)]*)/;

/** The first address in a line such as `curl http://host:11434/api/tags`. */
const URL_IN_LINE = /\s["'“(<]?(https?:\/\/[^\s"'”)>?#]+)/i;

/** The address in a typed or pasted text, which may be a whole command line. */
export function addressIn(text: string): string {
  const bare = text.trim().replace(QUOTES, "").trim();
  const [, address = bare] = VARIABLE.exec(bare) ?? URL_IN_LINE.exec(bare) ?? [];
  return address;
}

/** The first words of the paths of Ollama's API (docs/ollama.md §1), of its older version, and of OpenAI's. */
const API_WORDS = new Set(
  (
    "version tags ps show generate chat embed embeddings pull push create copy delete blobs me experimental " +
    "models completions responses messages images audio systemone v1"
  ).split(" "),
);

/** These may also be a prefix of a proxy, where more follows. */
const LAST_WORDS = new Set("status signout usage balance web_search web_fetch".split(" "));

/** `/v1` or `/api` and what follows are no part of a host; a prefix of a proxy before them is. */
export function withoutApiPath(path: string): { readonly path: string; readonly apiPath?: string } {
  const segments = path.split("/");
  const begin = segments.findIndex((segment, at) => isApi(segment, segments.slice(at + 1)));
  if (begin < 0) return { path };
  return {
    path: segments.slice(0, begin).join("/").replace(/\/+$/, ""),
    apiPath: `/${segments.slice(begin).join("/")}`,
  };
}

function isApi(segment: string, [next, ...rest]: readonly string[]): boolean {
  if (!/^(?:v1|api)$/i.test(segment)) return false;
  if (next === undefined) return true;
  const word = next.toLowerCase();
  return API_WORDS.has(word) || (rest.length === 0 && LAST_WORDS.has(word));
}
