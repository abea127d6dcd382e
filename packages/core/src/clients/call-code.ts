import type { Language } from "../tries/prompt.ts";
import { IMAGE, IMAGE_FILE, type Call } from "./call.ts";

/** A longer argument is refused by the system, so it is sent as the input of the command. */
const LONGEST_ARGUMENT = 100_000;
/** A longer body is not shown to a person, so it needs no lines. */
const LONGEST_SHOWN = 2_000;

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
  const compact = JSON.stringify(body);
  const json = compact.length > LONGEST_SHOWN ? compact : JSON.stringify(body, undefined, 2);
  const flags = Object.entries(headers).map(([name, value]) => `-H ${shellQuoted(`${name}: ${value}`)}`);
  const command = ["curl", shellQuoted(url), ...flags].join(" ");
  const [before = "", after] = json.split(IMAGE);
  if (after !== undefined)
    return `{ printf %s ${shellQuoted(before)}; base64 < ${IMAGE_FILE} | tr -d '\\n'; printf %s ${shellQuoted(after)}; } |\n  ${command} -d @-`;
  return json.length <= LONGEST_ARGUMENT
    ? `${command} -d ${shellQuoted(json)}`
    : `${command} -d @- <<'END'\n${json}\nEND`;
}

function javascript({ url, headers, body, result }: Call): string {
  const json = JSON.stringify(body, undefined, 2).replaceAll("\n", "\n  ");
  const literal = withImage(json, (around) => `\`${around.replace(IMAGE, "${image}")}\``);
  const reading =
    literal === json
      ? ""
      : `import { readFile } from "node:fs/promises";\n\nconst image = await readFile("${IMAGE_FILE}", "base64");\n`;
  return `${reading}const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
${headers ? `  headers: ${JSON.stringify(headers)},\n` : ""}  body: JSON.stringify(${literal}),
});
const answer = await response.json();
console.log(answer${result.map(javascriptKey).join("")});
`;
}

function javascriptKey(key: string | number): string {
  if (typeof key === "string") return `.${key}`;
  return key < 0 ? `.at(${key})` : `[${key}]`;
}

function python({ url, headers, body, result }: Call): string {
  const literal = pythonLiteral(body);
  const withFile = withImage(literal, (around) => `"${around.replace(IMAGE, '" + image + "')}"`);
  const reading =
    withFile === literal
      ? "import json, urllib.request\n"
      : `import base64, json, urllib.request\n\nimage = base64.b64encode(open("${IMAGE_FILE}", "rb").read()).decode()`;
  return `${reading}
body = ${withFile}
request = urllib.request.Request(${pythonLiteral(url)}, json.dumps(body).encode()${headers ? `, ${pythonLiteral(headers)}` : ""})
with urllib.request.urlopen(request) as response:
    answer = json.load(response)
print(answer${result.map((key) => `[${JSON.stringify(key)}]`).join("")})
`;
}

/** The one string literal with the image in it, as an expression. */
const withImage = (code: string, toExpression: (around: string) => string): string =>
  code.replace(new RegExp(`"([^"\\\\]*${IMAGE}[^"\\\\]*)"`), (_all, around: string) => toExpression(around));

/** One argument of a POSIX shell, in which nothing is expanded. */
export const shellQuoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A string literal of JSON is one of Python too; lists and dictionaries are alike, constants are not. */
function pythonLiteral(value: unknown): string {
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${pythonLiteral(one)}`);
  return `{${entries.join(", ")}}`;
}
