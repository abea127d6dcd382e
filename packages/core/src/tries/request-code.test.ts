import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunRequest } from "./run-request.ts";
import { shellQuoted } from "../clients/call-code.ts";
import { requestIn } from "./request-code.ts";

const url = "http://localhost:11434/api/chat";
const HOSTILE = [
  `'; touch /tmp/owned; '`,
  `$(id) \`id\` $HOME "quotes" \\ \\' %s %n !!`,
  "line one\nline two\r\n\tEND\nEND",
  `</script>\u2028\u2029 é 馬 🐴 \ud800`,
  `"""; import os; os._exit(3) #`,
  "@/etc/passwd",
];
const anyPrompt = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 60 }));

const chat = (content: string): RunRequest => ({
  endpoint: "/api/chat",
  body: {
    model: "pony:latest",
    messages: [{ role: "user", content }],
    think: false,
    options: { num_ctx: 8 },
  },
});

const run = (program: string, args: readonly string[], input?: string): string =>
  execFileSync(program, args, { encoding: "utf8", input, stdio: ["pipe", "pipe", "pipe"], timeout: 30_000 });

function has(program: string): boolean {
  try {
    run(program, ["--version"]);
    return true;
  } catch {
    return false;
  }
}

/** JSON has no lone surrogates once it has gone through UTF-8. */
const sent = ({ body }: RunRequest): unknown => JSON.parse(JSON.stringify(body));

describe("a request, copied", () => {
  it.skipIf(process.platform === "win32")(
    "for a shell is the same text, whatever the prompt contains",
    () => {
      fc.assert(
        fc.property(fc.array(anyPrompt, { minLength: 5, maxLength: 20 }), (prompts) => {
          const texts = prompts.map((prompt) => JSON.stringify(chat(prompt).body));
          const printed = run("sh", ["-c", `printf '%s\\n' ${texts.map(shellQuoted).join(" ")}`]);
          expect(printed.split("\n").slice(0, -1)).toEqual(texts);
        }),
        { numRuns: 20 },
      );
    },
  );

  it.skipIf(process.platform === "win32")("as curl has two arguments, or a long body as its input", () => {
    const asArguments = (code: string): string =>
      run("sh", ["-s"], `curl() { printf '%s\\n' "$@"; case "$*" in *"-d @-") cat;; esac; }\n${code}`);
    const short = chat(HOSTILE.join(""));
    const bodyAfter = (flags: string, request: RunRequest): unknown => {
      const printed = asArguments(requestIn("curl", url, request));
      expect(printed.slice(0, url.length + flags.length)).toBe(`${url}${flags}`);
      return JSON.parse(printed.slice(url.length + flags.length));
    };
    expect(bodyAfter("\n-d\n", short)).toEqual(sent(short));
    const long = chat("x'$(id)".repeat(30_000));
    expect(bodyAfter("\n-d\n@-\n", long)).toEqual(sent(long));
  });

  it.skipIf(!has("node"))("as JavaScript sends the same body", () => {
    const bodies = HOSTILE.map((prompt) =>
      /body: JSON.stringify\(([\s\S]*)\),\n\}\);\nconsole/.exec(requestIn("javascript", url, chat(prompt))),
    );
    const program = `console.log(JSON.stringify([${bodies.map((found) => found?.[1]).join(",")}]))`;
    expect(JSON.parse(run("node", ["-"], program))).toEqual(
      HOSTILE.map((prompt) => ({ ...(sent(chat(prompt)) as object), stream: false })),
    );
  });

  it.skipIf(!has("python3"))("as Python sends the same body", () => {
    const bodies = HOSTILE.map((prompt) =>
      /json\.dumps\(([\s\S]*)\)\.encode\(\)/.exec(requestIn("python", url, chat(prompt))),
    );
    const program = `import json\nprint(json.dumps([${bodies.map((found) => found?.[1]).join(",")}]))`;
    expect(JSON.parse(run("python3", ["-"], program))).toEqual(
      HOSTILE.map((prompt) => ({ ...(sent(chat(prompt)) as object), stream: false })),
    );
  });
});
