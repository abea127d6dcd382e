import { systemClock } from "../clock.ts";
import { openRegistry, type Registry, type RegistryOptions } from "../registry.ts";
import { sendSearched, toSearchRequest, type SearchFault, type SearchRequest } from "./faults.ts";
import { answerHub } from "./hub-api.ts";
import type { HubRepository } from "./repositories.ts";

/** What there is on a stand-in for Hugging Face. */
export type HuggingFaceOptions = Omit<RegistryOptions, "style" | "also"> & {
  /** What its search finds. What can be pulled are `models`, such as `registryModel("user/repository:Q4_K_M")`. */
  readonly repositories?: readonly HubRepository[];
};

/** A stand-in for Hugging Face, on loopback: its JSON API, and the registry that an Ollama pulls `hf.co/…` from. */
export interface HuggingFace {
  /** Of both: what goes into `huggingFaceUrl` or `STAND_IN_HUGGING_FACE`, and before `/api/models`. */
  readonly url: string;
  readonly registry: Registry;
  /** How its API fails at the moment; the registry has faults of its own. */
  fault: SearchFault | undefined;
  /** What the API was asked, oldest first. */
  readonly requests: readonly SearchRequest[];
  close(): Promise<void>;
}

/** Opens it on a port of its own. */
export async function openHuggingFace(options: HuggingFaceOptions = {}): Promise<HuggingFace> {
  const { repositories = [], clock = systemClock, ...rest } = options;
  const requests: SearchRequest[] = [];
  let fault: SearchFault | undefined;
  const registry = await openRegistry({
    ...rest,
    clock,
    style: "hugging-face",
    also: (raw, response) => {
      const request = toSearchRequest(raw);
      const answer = answerHub(repositories, request, registry.url);
      if (answer === undefined) return false;
      requests.push(request);
      void sendSearched(answer, response, fault, clock);
      return true;
    },
  });
  return {
    url: registry.url,
    registry,
    requests,
    get fault() {
      return fault;
    },
    set fault(other) {
      fault = other;
    },
    close: () => registry.close(),
  };
}
