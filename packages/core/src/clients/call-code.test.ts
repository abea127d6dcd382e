import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelName } from "../testing/index.ts";
import { serve, type Serving } from "../testing/serving.ts";
import { IMAGE, IMAGE_FILE } from "./call.ts";
import { codeOf } from "./call-code.ts";
import type { CallKind, Dialect } from "./call-kinds.ts";
import { exampleCall } from "./calls.ts";

const name = modelName("hf.co/some-one/it.s_a-model:Q4_K_M");
const image = Buffer.from("The bytes of an image, which are more than one line of base64. ".repeat(3));
const TOKEN = "<the value of Authorization; $(id) `id` \"'\\>";

/** What each API answers, at the least. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  "/api/chat": { message: { content: "blue", tool_calls: "blue" } },
  "/api/generate": { response: "blue" },
  "/api/embed": { embeddings: ["blue"] },
  "/v1/chat/completions": { choices: [{ message: { content: "blue", tool_calls: "blue" } }] },
  "/v1/completions": { choices: [{ text: "blue" }] },
  "/v1/embeddings": { data: [{ embedding: "blue" }] },
  "/v1/messages": { content: [{ type: "thinking" }, { type: "text", text: "blue" }] },
};
const KINDS = ["chat", "generate", "vision", "tools", "embed"] as const satisfies readonly CallKind[];
const DIALECTS = ["ollama", "openai", "anthropic"] as const satisfies readonly Dialect[];
const CALLS = DIALECTS.flatMap((dialect) =>
  KINDS.flatMap((kind) => {
    const headers = { Authorization: TOKEN };
    const call = exampleCall({ kind, dialect, model: name, base: "BASE", headers });
    return call ? [call] : [];
  }),
);

/** A process of these takes long, and they differ only by their texts. */
const FEW = CALLS.filter(({ url, body }) => url.endsWith("/embed") || JSON.stringify(body).includes(IMAGE));

function has(program: string): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore", timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

describe("an example call, run as it was copied", () => {
  const sent: { path: string; body: unknown; authorization: string | undefined }[] = [];
  let server: Serving;
  let folder = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "paddock-call-"));
    writeFileSync(join(folder, IMAGE_FILE), image);
    server = await serve((request, response) => {
      let text = "";
      request.on("data", (chunk) => (text += String(chunk)));
      request.on("end", () => {
        const { url: path = "", headers } = request;
        sent.push({ path, body: JSON.parse(text), authorization: headers.authorization });
        response.end(JSON.stringify(ANSWERS[path]));
      });
    });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await server[Symbol.asyncDispose]();
  });

  const runIn = (program: string, args: readonly string[], code: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const child = execFile(program, [...args], { cwd: folder }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      );
      child.stdin?.end(code);
    });

  it.each([
    ["curl", "curl", "sh", ["-s"], CALLS],
    ["javascript", "node", "node", ["--input-type=module", "-"], FEW],
    ["python", "python3", "python3", ["-"], FEW],
  ] as const)(
    "sends in %s what its API takes, and prints the result",
    async (language, needs, program, args, calls) => {
      if (!has(needs) || (needs === "curl" && process.platform === "win32")) return;
      for (const call of calls) {
        sent.length = 0;
        const printed = await runIn(
          program,
          args,
          codeOf(language, { ...call, url: call.url.replace("BASE", server.url) }),
        );
        expect(printed).toContain("blue");
        const body: unknown = JSON.parse(JSON.stringify(call.body).replace(IMAGE, image.toString("base64")));
        expect(sent).toEqual([{ path: call.url.replace("BASE", ""), body, authorization: TOKEN }]);
      }
    },
  );
});
