import type { ModelSearch } from "../../search/model-search.port.ts";
import type { OllamaApi } from "../../ollama/ollama-api.port.ts";
import type { Outside } from "./ask-host.ts";
import { catalogueSearch } from "./catalogue-search.ts";
import { huggingFaceSearch } from "./hugging-face-search.ts";
import { ollamaWebSearch } from "./ollama-web-search.ts";
import { recommendedSearch } from "./recommended-search.ts";

/** Where the hosts are that are searched, where they are not where they usually are: in a demo. */
export type SearchHosts = { readonly huggingFace: string; readonly ollama: string };

export type ModelSearchesOptions = Outside & {
  /** The Ollama that is looked after, while it runs. */
  readonly api: () => Pick<OllamaApi, "recommendations"> | undefined;
  readonly hosts?: SearchHosts | undefined;
};

/** All places where models are looked for, in the order in which what is found is shown. */
export const modelSearches = ({ api, hosts, ...outside }: ModelSearchesOptions): readonly ModelSearch[] => [
  catalogueSearch(),
  recommendedSearch(api),
  huggingFaceSearch(outside, hosts?.huggingFace),
  ollamaWebSearch(outside, hosts?.ollama),
];
