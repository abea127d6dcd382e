import type { Language } from "../tries/prompt.ts";
import { IMAGE, IMAGE_FILE, type Call } from "./call.ts";

/** A longer argument is refused by the system, so it is sent as the input of the command. */
const LONGEST_ARGUMENT = 100_000;

/** A call as code that can be run as it is, whatever its texts contain. */
export function codeOf(language: Language, call: Call): string {
  switch (language) {
    case "curl":
      return curl(call);
    case "javascript":
      return javascript(call);
    case "python":
      return python(call);
  }
}

function curl({ url, headers = {}, body }: Call): string {
  const json = literal(body, JSON_NOTATION);
  const flags = Object.entries(headers).map(([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`);
  const withData = (data: string): string =>
    [`curl ${shellQuoted(url)}`, ...flags, `-d ${data}`].join(" \\\n  ");
  const [before = "", after] = json.split(IMAGE);
  if (after !== undefined)
    return `{ printf %s ${shellQuoted(before)}; base64 < ${IMAGE_FILE} | tr -d '\\n'; printf %s ${shellQuoted(after)}; } |\n  ${withData("@-")}`;
  return json.length <= LONGEST_ARGUMENT
    ? withData(shellQuoted(indented(json, "  ")))
    : `${withData("@-")} <<'END'\n${json}\nEND`;
}

function javascript({ url, headers, body, result }: Call): string {
  const json = indented(literal(body, JAVASCRIPT), "  ");
  const withFile = withImage(json, (around) => `\`${around.replace(IMAGE, "${image}")}\``);
  const reading =
    withFile === json
      ? ""
      : `import { readFile } from "node:fs/promises";\n\nconst image = await readFile("${IMAGE_FILE}", "base64");\n`;
  return `${reading}const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
${headers ? `  headers: ${literal(headers, JAVASCRIPT, Infinity)},\n` : ""}  body: JSON.stringify(${withFile}),
});
console.log((await response.json())${result.map(javascriptKey).join("")});
`;
}

function javascriptKey(key: string | number): string {
  if (typeof key === "string") return `.${key}`;
  return key < 0 ? `.at(${key})` : `[${key}]`;
}

function python({ url, headers, body, result }: Call): string {
  const json = literal(body, PYTHON);
  const withFile = withImage(json, (around) => `"${around.replace(IMAGE, '" + image + "')}"`);
  const isWithFile = withFile !== json;
  const reading = `\nimage = base64.b64encode(open("${IMAGE_FILE}", "rb").read()).decode()\n`;
  return `import ${isWithFile ? "base64, " : ""}json
from urllib.request import Request, urlopen
${isWithFile ? reading : ""}request = Request(${JSON.stringify(url)}, json.dumps(${withFile}).encode()${headers ? `, ${literal(headers, PYTHON, Infinity)}` : ""})
with urlopen(request) as response:
    print(json.load(response)${result.map((key) => `[${JSON.stringify(key)}]`).join("")})
`;
}

/** The one string literal with the image in it, as an expression. */
const withImage = (code: string, toExpression: (around: string) => string): string =>
  code.replace(new RegExp(`"([^"\\\\]*${IMAGE}[^"\\\\]*)"`), (_all, around: string) => toExpression(around));

/** One argument of a POSIX shell, in which nothing is expanded. */
export const shellQuoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** How a language writes a value. A string literal of JSON is one of all of them. */
type Notation = {
  readonly constant: (value: unknown) => string;
  readonly key: (name: string) => string;
  /** Between a brace and what is in it. */
  readonly space: "" | " ";
  readonly indent: string;
};

const JSON_NOTATION: Notation = { constant: JSON.stringify, key: JSON.stringify, space: " ", indent: "  " };
const JAVASCRIPT: Notation = {
  ...JSON_NOTATION,
  key: (name) => (/^[a-z]\w*$/i.test(name) ? name : JSON.stringify(name)),
};
const PYTHON: Notation = { ...JSON_NOTATION, constant: pythonConstant, space: "", indent: "    " };

function pythonConstant(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === null ? "None" : JSON.stringify(value);
}

/** The parts of a value are on one line where they are short as JSON: all languages have the same lines. */
function literal(value: unknown, notation: Notation, longest = 0): string {
  if (typeof value !== "object" || value === null) return notation.constant(value);
  const inside = (one: unknown): string => literal(one, notation, Math.max(longest, 56));
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map(inside)
    : Object.entries(value).map(([name, one]) => `${notation.key(name)}: ${inside(one)}`);
  const [open, close, space] = isList ? ["[", "]", ""] : ["{", "}", notation.space];
  if (JSON.stringify(value).length <= longest) return `${open}${space}${parts.join(", ")}${space}${close}`;
  // No literal of a string has a line break in it.
  return `${open}\n${notation.indent}${indented(parts.join(",\n"), notation.indent)}\n${close}`;
}

const indented = (code: string, indent: string): string => code.replaceAll("\n", `\n${indent}`);
