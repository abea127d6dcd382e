import type { Language } from "./prompt.ts";
import type { RunRequest } from "./run-request.ts";

/** A longer argument is refused by the system, so it is sent as the input of the command. */
const LONGEST_ARGUMENT = 100_000;

/** The request as code that can be run as it is, whatever the prompt and the name contain. */
export function requestIn(language: Language, url: string, request: RunRequest): string {
  switch (language) {
    case "curl":
      return curl(url, request);
    case "javascript":
      return javascript(url, request);
    case "python":
      return python(url, request);
  }
}

function curl(url: string, { body }: RunRequest): string {
  const json = JSON.stringify(body);
  if (json.length <= LONGEST_ARGUMENT) return `curl ${shellQuoted(url)} -d ${shellQuoted(json)}`;
  return `curl ${shellQuoted(url)} -d @- <<'END'\n${json}\nEND`;
}

const javascript = (url: string, request: RunRequest): string =>
  `const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
  body: JSON.stringify(${JSON.stringify(inOnePiece(request), undefined, 2).replaceAll("\n", "\n  ")}),
});
const answer = await response.json();
console.log(${resultIn(request, (key) => `.${key}`)});
`;

const python = (url: string, request: RunRequest): string =>
  `import json, urllib.request

body = ${pythonLiteral(inOnePiece(request))}
request = urllib.request.Request(${pythonLiteral(url)}, json.dumps(body).encode())
with urllib.request.urlopen(request) as response:
    answer = json.load(response)
print(${resultIn(request, (key) => `["${key}"]`)})
`;

/** Without streaming, since the answer is then one JSON value. */
const inOnePiece = ({ endpoint, body }: RunRequest): object =>
  endpoint === "/api/embed" ? body : { ...body, stream: false };

function resultIn({ endpoint }: RunRequest, at: (key: string) => string): string {
  switch (endpoint) {
    case "/api/chat":
      return `answer${at("message")}${at("content")}`;
    case "/api/generate":
      return `answer${at("response")}`;
    case "/api/embed":
      return `answer${at("embeddings")}[0]`;
  }
}

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
