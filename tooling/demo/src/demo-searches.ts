import {
  demoBytesPerSecond,
  openHuggingFace,
  openOllamaSite,
  registryModel,
  type HubRepository,
  type ListedModel,
} from "@paddock/test-fixtures";

/** Stand-ins for the search hosts: a demo never connects to the Internet. */
export interface DemoSearches {
  readonly hosts: { readonly huggingFace: string; readonly ollama: string };
  close(): Promise<void>;
}

/** Opens a stand-in for Hugging Face and one for ollama.com. */
export async function openDemoSearches(): Promise<DemoSearches> {
  const [hub, site] = await Promise.all([
    openHuggingFace({
      repositories,
      models: [
        registryModel(`${tiny}:Q4_K_M`, { downloadBytes: 24_000_000 }),
        registryModel(`${tiny}:Q8_0`, { downloadBytes: 41_000_000, template: "Q8: {{ .Prompt }}" }),
      ],
      bytesPerSecond: demoBytesPerSecond,
    }),
    openOllamaSite({ models: listed }),
  ]);
  return {
    hosts: { huggingFace: hub.url, ollama: site.url },
    async close() {
      await Promise.all([hub.close(), site.close()]);
    },
  };
}

const tiny = "demo/TinyLlama-1.1B-Chat-GGUF";

/** A repository that can be pulled, one that is split into several files, and one that is gated. */
const repositories: readonly HubRepository[] = [
  {
    id: tiny,
    downloads: 412_000,
    likes: 118,
    files: [
      { name: "TinyLlama-1.1B-Chat-Q4_K_M.gguf", sizeBytes: 24_000_000 },
      { name: "TinyLlama-1.1B-Chat-Q8_0.gguf", sizeBytes: 41_000_000 },
    ],
  },
  {
    id: "demo/Llama-3.1-405B-GGUF",
    downloads: 9_100,
    likes: 61,
    files: [1, 2, 3].map((part) => ({
      name: `Llama-3.1-405B-Q4_K_M-0000${part}-of-00003.gguf`,
      sizeBytes: 81_000_000_000,
    })),
  },
  {
    id: "demo/Gated-Gemma-GGUF",
    downloads: 800,
    likes: 7,
    gated: "manual",
    files: [{ name: "Gated-Gemma-Q4_0.gguf", sizeBytes: 2_000_000_000 }],
  },
];

/** Only those that the demo's registry has can be pulled. */
const listed: readonly ListedModel[] = [
  {
    name: "tinyllama",
    description: "A very small Llama for trying things out.",
    sizes: ["chat"],
    pulls: "3.6M",
  },
  {
    name: "smollm2",
    description: "Very small models.",
    sizes: ["135m"],
    capabilities: ["tools"],
    pulls: "2.5M",
  },
  {
    name: "all-minilm",
    description: "Tiny embeddings of sentences.",
    capabilities: ["embedding"],
    pulls: "2.4M",
  },
];
