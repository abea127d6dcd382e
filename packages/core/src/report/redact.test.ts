import fc from "fast-check";
import { recording, versions } from "@paddock/test-fixtures";
import { describe, expect, it } from "vitest";
import { planted, plantedKnown } from "../testing/planted-secrets.ts";
import { createRedactor } from "./redact.ts";
import type { KnownWords } from "./known-words.ts";

const TOKENS = (planted["tokens"] ?? []).filter(
  ([text, secret]) => text.endsWith(secret ?? "") || !text.includes(" "),
);

const redact = (text: string, known: KnownWords = {}): string => createRedactor(known).text(text);

const charsOf = (text: string): string[] => text.split("");

describe("a redacted text", () => {
  for (const [form, rows] of Object.entries(planted))
    it.each(rows)(`has no secret (${form}): %s`, (text, ...secrets) => {
      const shown = redact(text, plantedKnown);
      for (const secret of secrets) expect(shown.toLowerCase()).not.toContain(secret.toLowerCase());
      expect(shown).toMatch(/redacted-|…/);
      expect(redact(shown, plantedKnown)).toBe(shown);
    });

  it("has no token, whatever is before and after it", () => {
    const beside = fc.tuple(
      fc.string({ unit: "grapheme", maxLength: 40 }),
      fc.constantFrom(...charsOf(" \"'=:,;([{<>|\n\t")),
    );
    fc.assert(
      fc.property(
        beside,
        fc.constantFrom(...TOKENS),
        beside,
        ([before, open], [token, secret = ""], [after, close]) => {
          const text = `${before}${open}${token}${close}${after}`;
          expect(redact(text, plantedKnown)).not.toContain(secret);
        },
      ),
    );
  });

  it("has no known secret, whatever is beside it", () => {
    const known = { secrets: ["pässw0rd!x"], users: ["anna.mueller"] };
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (before, after) => {
        expect(redact(`${before}pässw0rd!x${after}`, known)).not.toContain("pässw0rd!x");
        expect(redact(`${before} ANNA.Mueller ${after}`, known)).not.toMatch(/anna\.mueller/i);
      }),
    );
  });

  it("stays as it is", () => {
    const pieces = Object.values(planted).flatMap((rows) => rows.map(([text]) => text));
    const piece = fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ unit: "grapheme", maxLength: 12 }),
      fc.constantFrom(
        ...charsOf("/\\\"'=:@. \n[]{}…%"),
        "redacted-host-1",
        "redacted-secret-20",
        "http://",
        "/home/",
        "Bearer ",
        "prompt=",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (parts) => {
        const shown = redact(parts.join(""), plantedKnown);
        expect(redact(shown, plantedKnown)).toBe(shown);
      }),
    );
  });

  it("takes no long time to make, and cuts lines that are too long", () => {
    const hostile = [
      "a",
      "/",
      "\\",
      "a.",
      "1.",
      "::",
      "aa:",
      "a@",
      'prompt="',
      "content:",
      "Bearer ",
      "-----BEGIN ",
      "/home/a b ",
      "[fe80::",
      "%25",
      "http://a@",
      "\\\\a\\b ",
      "a-b-c-",
      "eyJaaaaaaaaaa.",
      '"messages":[{"a":"',
      "~a/",
      "\uE000\uE800/",
      "for user ",
    ];
    const redactor = createRedactor(plantedKnown);
    redactor.text("warm /home/a b/c");
    for (const piece of hostile) {
      const before = performance.now();
      redactor.text(piece.repeat(Math.ceil(1_000_000 / piece.length)));
      expect(performance.now() - before, piece).toBeLessThan(1500);
    }
  });
});

describe("the same thing", () => {
  it("has the same placeholder everywhere", () => {
    const redactor = createRedactor({ hosts: ["gpu-box"], users: ["annab"], homes: ["/home/annab"] });
    expect(redactor.text("http://GPU-BOX:11434 and gpu-box")).toBe(
      "http://redacted-host-1:11434 and redacted-host-1",
    );
    expect(redactor.json({ hostname: "gpu-box", "http://gpu-box:11434": [1, true, null] })).toEqual({
      hostname: "redacted-host-1",
      "http://redacted-host-1:11434": [1, true, null],
    });
    expect(redactor.text("/home/annab/.ollama of annab")).toBe("redacted-home-1/.ollama of redacted-user-1");
    expect(redactor.text("10.0.0.5 and [::ffff:10.0.0.5]:1, not 10.0.0.6")).toBe(
      "redacted-address-1 and redacted-address-1:1, not redacted-address-2",
    );
  });
});

describe("a redacted value", () => {
  it("has no secrets under names that say that they are some", () => {
    const shown = JSON.stringify(
      createRedactor().json({
        variables: [
          { name: "OLLAMA_API_KEY", value: "hunter22" },
          { name: "OLLAMA_HOST", value: "0.0.0.0" },
        ],
        headers: { Authorization: ["hunter22"], "x-api-key": { value: "hunter22" } },
        system: "tumour",
        failure: { kind: "broke-off", words: "diagnosis" },
        messages: [{ role: "diagnosis", parts: ["diagnosis"] }],
        user: "hunter22",
        models: ["hunter22/pony:latest", "reg.acme.io/hunter22/x:1"],
      }),
    );
    expect(shown).not.toMatch(/hunter22|diagnosis|acme/);
    expect(shown).toContain('"value":"0.0.0.0"');
  });

  it("has of a person's commands only the programs", () => {
    const commands = {
      kind: "custom",
      name: "Mine",
      start: ["sshpass", "-p", "hunter22", "--token", "hunter23x", "curl", "-u", "me:hunter24"],
      stop: ["ssh", "gpubox", "systemctl"],
      status: ["/home/annab/bin/is-up", "Mandant Falcon"],
      log: ["tail"],
      text: { start: "sshpass -p hunter25" },
    };
    const shown = createRedactor().json({ "paddock.hosts": [{ owner: commands }] });
    expect(JSON.stringify(shown)).not.toMatch(/hunter|gpubox|systemctl|falcon|annab|me:/i);
    const hidden = expect.stringMatching(/^redacted-secret-/);
    expect(shown).toMatchObject({
      "paddock.hosts": [
        {
          owner: {
            start: ["sshpass", ...commands.start.slice(1).map(() => hidden)],
            stop: ["ssh", hidden, hidden],
            log: ["tail"],
            text: { start: expect.stringMatching(/^sshpass redacted-secret-\d+$/) },
          },
        },
      ],
    });
  });

  it("is JSON, whatever it is made of", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withMap: true }), (value) => {
        const shown = createRedactor(plantedKnown).json(value);
        const written = JSON.stringify(shown);
        expect(JSON.stringify(JSON.parse(written))).toBe(written);
        expect(JSON.stringify(createRedactor(plantedKnown).json(shown))).toBe(written);
      }),
    );
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(JSON.stringify(createRedactor().json(cycle))).toContain("…");
  });
});

describe("telling words stay", () => {
  it.each([
    'time=2026-11-28T15:57:52.283Z level=INFO source=routes.go:2099 msg="Listening on 127.0.0.1:11543 (version 0.40.12)"',
    'msg="Listening on [::]:11434 (version 0.40.0)"',
    'msg="inference compute" id=GPU-4f2d1c52-9c3b-7a55-8d61-3f1b2a0c9d11 library=CUDA compute=8.9 name=CUDA0 description="NVIDIA GeForce RTX 4070" libdirs=ollama,cuda_v12 driver=12.8 pci_id=0000:01:00.0 type=discrete total="12.0 GiB" available="10.9 GiB"',
    '[GIN] 2026/11/28 - 16:23:30 | 200 |  269.002134ms |       127.0.0.1 | POST     "/api/generate"',
    "slot print_timing: id  0 | task 0 | prompt eval time =       2.16 ms /    28 tokens (    0.08 ms per token, 12939.00 tokens per second)",
    "print_info: BOS token        = 1 '<s>'",
    "llama_model_loader: - kv   7:  llama.block_count u32 = 2",
    "open /usr/share/ollama/.ollama/models/blobs/sha256-851374472d26: permission denied",
    "pull model manifest: file does not exist: registry.ollama.ai/library/llama3.2:3b-instruct-q4_K_M",
    "hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M",
    'source=llama_server.go:442 msg="starting llama-server" cmd="/usr/local/lib/ollama/llama-server --port 37481 --host 127.0.0.1"',
    "C:\\Program Files\\Ollama\\lib\\ollama\\cuda_v12\\ggml-cuda.dll is missing",
    "listen tcp 0.0.0.0:11434: bind: address already in use",
    "Error: mkdir /home/user/.ollama/models: not a directory",
    "https://github.com/ollama/ollama/issues/12345",
    "max token length = 10",
    'msg="key with type not found" key=general.alignment default=32',
    'msg="key not found" key=block_count2 default=0',
    "docker run -u 1000:1000 -p 11434:11434 ollama/ollama",
    "journalctl -u ollama --no-pager",
    "OLLAMA_KEEP_ALIVE:5m0s OLLAMA_ORIGINS:[http://localhost app://* vscode-webview://*]",
    "panic: runtime error\n\ngithub.com/ollama/ollama/server.(*blobDownload).Wait(0x1bde2afec070)\n\tgithub.com/ollama/ollama/server/download.go:453 +0x287",
  ])("%s", (line) => {
    expect(redact(line)).toBe(line);
  });

  it.each(versions)("in the logs of Ollama %s", (version) => {
    for (const name of ["log-first-start", "log-crash"] as const) {
      const found = recording(version, name);
      if (found.kind !== "log") continue;
      const lines = found.log.filter((line) => !line.startsWith("ssh-ed25519"));
      expect(createRedactor().lines(lines)).toEqual(lines);
    }
  });
});
