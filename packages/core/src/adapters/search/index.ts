import type { ModelSearch } from "../../search/model-search.port.ts";
import type { OllamaApi } from "../../ollama/ollama-api.port.ts";
import type { Outside } from "./ask-host.ts";
import { catalogueSearch } from "./catalogue-search.ts";
import { huggingFaceSearch } from "./hugging-face-search.ts";
import { ollamaWebSearch } from "./ollama-web-search.ts";
import { recommendedSearch } from "./recommended-search.ts";

export { catalogueSearch };

/** In a demo: the addresses of the stand-ins for the hosts that are searched. */
type SearchHosts = { readonly huggingFace: string; readonly ollama: string };

type ModelSearchesOptions = Outside & {
  /** The watched Ollama, while it runs. */
  readonly api: () => Pick<OllamaApi, "recommendations"> | undefined;
  readonly hosts?: SearchHosts | undefined;
};

/** All model searches, in the order in which their results are shown. */
export const modelSearches = ({ api, hosts, ...outside }: ModelSearchesOptions): readonly ModelSearch[] => [
  catalogueSearch(),
  recommendedSearch(api),
  huggingFaceSearch(outside, hosts?.huggingFace),
  ollamaWebSearch(outside, hosts?.ollama),
];
