import { isLoopback, isUnspecified } from "../hosts/hostname.ts";

/** Public hosts: their names say something about a problem, and nothing about a person. */
const PUBLIC = new Set(
  `registry.ollama.ai ollama.com ollama.ai ollama.dev www.ollama.com docs.ollama.com signin.ollama.com api.ollama.com hf.co huggingface.co
  github.com api.github.com raw.githubusercontent.com objects.githubusercontent.com ghcr.io docker.io registry-1.docker.io
  modelscope.cn modelscope.ai golang.org pkg.go.dev gopkg.in google.golang.org go.dev code.visualstudio.com
  marketplace.visualstudio.com open-vsx.org nvidia.com developer.nvidia.com amd.com example.com schema.org json-schema.org
  host.docker.internal gateway.docker.internal host.containers.internal ollama.service llama.cpp localhost ip6-localhost
  localhost.localdomain vscode.dev update.code.visualstudio.com vscode-cdn.net npmjs.com registry.npmjs.org
  opencontainers.org apache.org gnu.org opensource.org w3.org`.split(/\s+/),
);
const PUBLIC_SUFFIX =
  /(^|\.)(ollama\.com|ollama\.ai|huggingface\.co|hf\.co|r2\.cloudflarestorage\.com|cloudfront\.net|github\.com|githubusercontent\.com|visualstudio\.com|vscode-cdn\.net|microsoft\.com|golang\.org)$/i;

export function isPublicHost(name: string): boolean {
  const host = name
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/^([^:]+|\[.+\]):\d+$/, "$1");
  return PUBLIC.has(host) || (PUBLIC_SUFFIX.test(host) && host.length < 60) || isOwnHost(host);
}

/** This machine, or all its addresses. */
export function isOwnHost(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  return isLoopback(bare) || isUnspecified(bare) || bare === "*" || /^\w+\.localhost$/.test(bare);
}

/** Publishers of models: thousands of people use theirs. */
const PUBLIC_OWNERS = new Set(
  `library ollama bartowski unsloth thebloke lmstudio-community ggml-org mradermacher maziyarpanahi nousresearch qwen google
  meta-llama mistralai microsoft ibm-granite nvidia openai deepseek-ai huggingfacetb cognitivecomputations nomic-ai
  mixedbread-ai sentence-transformers intfloat baai snowflake allenai tiiuae 01-ai zai-org moonshotai lgai-exaone coherelabs
  cohereforai stabilityai jinaai liquidai arcee-ai mlx-community apple facebook hugging-quants second-state quantfactory
  models spaces datasets`.split(/\s+/),
);

export const isPublicOwner = (owner: string): boolean => PUBLIC_OWNERS.has(owner.toLowerCase());
