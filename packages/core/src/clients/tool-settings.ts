import type { ModelName } from "../models/model-name.ts";
import { shellQuoted } from "./call-code.ts";

/** Programs that can use Ollama, by what a person writes into their settings. */
export const TOOLS = [
  "vscode-chat",
  "continue",
  "cline",
  "zed",
  "claude-code",
  "codex",
  "opencode",
  "aider",
  "open-webui",
  "langchain",
  "dotenv",
] as const;
export type Tool = (typeof TOOLS)[number];

/** Where a program finds Ollama, and with which model. */
export type ToolTarget = {
  readonly model: ModelName;
  /** The address without a path of an API. */
  readonly base: string;
  /** Whether it runs on this machine, so that a container has another name for it. */
  readonly isLocal: boolean;
  /** The most context that the model can have; absent: unknown. */
  readonly contextLength?: number;
  readonly capabilities: readonly string[];
  /** Whether it makes vectors only. */
  readonly isEmbedder: boolean;
};

/** Ollama asks for no key, but many programs want one (docs.ollama.com/api/openai-compatibility). */
const ANY_KEY = "ollama";

/** A file, or another place: a part of the program, or what reads the text. */
export type Where = { readonly kind: "file" | "place"; readonly name: string };

/** What to write where, and the page that says so. */
type ToolSettings = {
  readonly name: string;
  readonly where: Where;
  /** The page on which these settings are documented. */
  readonly page: string;
  /** What of a model it uses: words, also as an agent, which needs much context (docs/ollama.md §1.4), or vectors too. */
  readonly uses: "words" | "words-as-agent" | "words-or-vectors";
  readonly textFor: (target: ToolTarget) => string;
};

export const TOOL_SETTINGS = {
  /** The settings of the extension “Ollama” (its README). */
  "vscode-chat": {
    name: "VS Code Chat",
    where: { kind: "file", name: "settings.json" },
    page: "https://marketplace.visualstudio.com/items?itemName=Ollama.ollama",
    uses: "words",
    textFor: ({ base }) => json({ "ollama.endpoint": base }),
  },
  /** docs.continue.dev, "How to Configure Ollama with Continue". */
  continue: {
    name: "Continue",
    where: { kind: "file", name: "~/.continue/config.yaml" },
    page: "https://docs.continue.dev/customize/model-providers/top-level/ollama",
    uses: "words-or-vectors",
    textFor: ({ model, base, isEmbedder }) =>
      [
        "models:",
        `  - name: ${quoted(model)}`,
        "    provider: ollama",
        `    model: ${quoted(model)}`,
        `    apiBase: ${quoted(base)}`,
        ...(isEmbedder ? ["    roles: [embed]"] : []),
      ].join("\n"),
  },
  /** docs.cline.bot and docs.ollama.com/integrations/cline: fields of its settings, not a file. */
  cline: {
    name: "Cline",
    where: { kind: "place", name: "API Configuration" },
    page: "https://docs.cline.bot/running-models-locally/ollama",
    uses: "words-as-agent",
    textFor: ({ model, base }) =>
      ["API Provider: Ollama", `Use custom base URL: ${base}`, `Model: ${model}`].join("\n"),
  },
  /** zed.dev/docs/ai/use-a-local-model. */
  zed: {
    name: "Zed",
    where: { kind: "file", name: "settings.json" },
    page: "https://zed.dev/docs/ai/use-a-local-model",
    uses: "words-as-agent",
    textFor: ({ model, base, contextLength, capabilities }) =>
      json({
        language_models: {
          ollama: {
            api_url: base,
            available_models: [
              {
                name: model,
                display_name: model,
                ...(contextLength !== undefined && { max_tokens: contextLength }),
                supports_tools: capabilities.includes("tools"),
                supports_thinking: capabilities.includes("thinking"),
                supports_images: capabilities.includes("vision"),
              },
            ],
          },
        },
      }),
  },
  /** docs.ollama.com/api/anthropic-compatibility (variables), code.claude.com/docs/en/settings (their place). */
  "claude-code": {
    name: "Claude Code",
    where: { kind: "file", name: "~/.claude/settings.json" },
    page: "https://docs.ollama.com/integrations/claude-code",
    uses: "words-as-agent",
    textFor: ({ model, base }) =>
      json({
        env: {
          ANTHROPIC_BASE_URL: base,
          ANTHROPIC_AUTH_TOKEN: ANY_KEY,
          ANTHROPIC_MODEL: model,
          ANTHROPIC_DEFAULT_HAIKU_MODEL: model,
        },
      }),
  },
  /** docs.ollama.com/integrations/codex, developers.openai.com/codex/config-advanced. */
  codex: {
    name: "Codex",
    where: { kind: "file", name: "~/.codex/config.toml" },
    page: "https://docs.ollama.com/integrations/codex",
    uses: "words-as-agent",
    textFor: ({ model, base }) =>
      [
        `model = ${quoted(model)}`,
        'model_provider = "ollama-launch"',
        "",
        "[model_providers.ollama-launch]",
        'name = "Ollama"',
        `base_url = ${quoted(`${base}/v1`)}`,
        'wire_api = "responses"',
      ].join("\n"),
  },
  /** docs.ollama.com/integrations/opencode. */
  opencode: {
    name: "OpenCode",
    where: { kind: "file", name: "~/.config/opencode/opencode.json" },
    page: "https://docs.ollama.com/integrations/opencode",
    uses: "words-as-agent",
    textFor: ({ model, base }) =>
      json({
        $schema: "https://opencode.ai/config.json",
        provider: {
          ollama: {
            npm: "@ai-sdk/openai-compatible",
            name: "Ollama",
            options: { baseURL: `${base}/v1` },
            models: { [model]: { name: model } },
          },
        },
      }),
  },
  /** aider.chat/docs/llms/ollama.html, aider.chat/docs/config/dotenv.html. */
  aider: {
    name: "aider",
    where: { kind: "file", name: ".env" },
    page: "https://aider.chat/docs/llms/ollama.html",
    uses: "words-as-agent",
    textFor: ({ model, base }) => [`OLLAMA_API_BASE=${base}`, `AIDER_MODEL=ollama_chat/${model}`].join("\n"),
  },
  /** github.com/open-webui/open-webui, README: the container reaches this machine by `host.docker.internal`. */
  "open-webui": {
    name: "Open WebUI",
    where: { kind: "place", name: "Docker" },
    page: "https://docs.openwebui.com/getting-started/",
    uses: "words-or-vectors",
    textFor: ({ base, isLocal }) =>
      [
        "docker run -d -p 3000:8080",
        ...(isLocal ? ["--add-host=host.docker.internal:host-gateway"] : []),
        `-e ${shellQuoted(`OLLAMA_BASE_URL=${isLocal ? fromContainer(base) : base}`)}`,
        "-v open-webui:/app/backend/data --name open-webui --restart always",
        "ghcr.io/open-webui/open-webui:main",
      ].join(" "),
  },
  /** docs.langchain.com, "ChatOllama". */
  langchain: {
    name: "LangChain",
    where: { kind: "place", name: "Python" },
    page: "https://docs.langchain.com/oss/python/integrations/chat/ollama",
    uses: "words-or-vectors",
    textFor: ({ model, base, isEmbedder }) => {
      const [name, type] = isEmbedder ? ["embeddings", "OllamaEmbeddings"] : ["llm", "ChatOllama"];
      const call = `${type}(model=${quoted(model)}, base_url=${quoted(base)})`;
      return `from langchain_ollama import ${type}\n\n${name} = ${call}`;
    },
  },
  /** github.com/openai/openai-python, README: `OPENAI_BASE_URL`; docs.ollama.com/api/openai-compatibility: any key. */
  dotenv: {
    name: "OpenAI SDK",
    where: { kind: "file", name: ".env" },
    page: "https://docs.ollama.com/api/openai-compatibility",
    uses: "words-or-vectors",
    textFor: ({ base }) => [`OPENAI_BASE_URL=${base}/v1`, `OPENAI_API_KEY=${ANY_KEY}`].join("\n"),
  },
} as const satisfies Record<Tool, ToolSettings>;

const json = (settings: object): string => JSON.stringify(settings, undefined, 2);

/** A string of JSON is one of YAML, TOML and Python too. */
const quoted = (text: string): string => JSON.stringify(text);

/** The address of this machine from inside a container. */
const fromContainer = (base: string): string =>
  base.replace(/\/\/[^:/]+|\/\/\[[^\]]*\]/, "//host.docker.internal");
