import * as v from "valibot";
import { cleanLine } from "./clean-text.ts";
import { errorLineSchema, errorSchema } from "./ollama-schemas.ts";

const propertyOf = (key: "message" | "msg" | "error" | "code") =>
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((found) => found[key]),
    v.string(),
  );
const words = v.union([
  v.string(),
  propertyOf("message"),
  propertyOf("msg"),
  propertyOf("error"),
  propertyOf("code"),
]);

/** The forms of an error: Ollama's and OpenAI's, a registry's, FastAPI's, and one that others use. */
const errorFormsSchema = v.union([
  v.object({ error: words }),
  v.object({ errors: v.array(words) }),
  v.object({ detail: v.union([words, v.array(words)]) }),
  v.object({ message: words }),
]);

/** The words of an error answer, or the title of a web page; `undefined` where it has none. Never JSON or HTML. */
export function errorWordsIn(text: string): string | undefined {
  const found = isWebPage(text) ? titleOfPage(text) : wordsInText(text);
  return found === "" ? undefined : found;
}

/** Whether an error answer has Ollama's own form. */
export const isOllamasError = (text: string): boolean => v.is(errorSchema, parseJson(text)?.value);

/** Whether the line of a stream is an error. */
export const isErrorLine = (line: string): boolean => v.is(errorLineSchema, parseJson(line)?.value);

/** Whether an answer is a web page, as of a proxy, or of a network that wants a person to sign in. */
export const isWebPage = (text: string): boolean => /^\s*<(?:!|html|head|body|\?xml)/i.test(text);

/** The title and the first heading of a page are near its beginning. */
const LONGEST_BEGINNING = 50_000;

/** The title of a web page, else its first heading, else an empty text. */
function titleOfPage(page: string): string {
  const beginning = page.slice(0, LONGEST_BEGINNING);
  // Without `<` in a tag, no character is read twice.
  const [, title = ""] =
    /<title[^<>]*>([^<]*)</i.exec(beginning) ?? /<h1[^<>]*>([^<]*)</i.exec(beginning) ?? [];
  return cleanLine(title);
}

function wordsInText(text: string): string | undefined {
  const json = parseJson(text);
  if (json === undefined) return /^\s*[{[]/.test(text) ? undefined : cleanLine(text);
  const parsed = v.safeParse(errorFormsSchema, json.value);
  const [found] = parsed.success ? Object.values(parsed.output).flat() : [];
  // Ollama passes on the error of its runner as it is (recording `generate-images`).
  if (found === undefined) return undefined;
  return /^\[?\{ ?"/.test(found) ? wordsInText(found) : cleanLine(found);
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined; // plain text
  }
}
