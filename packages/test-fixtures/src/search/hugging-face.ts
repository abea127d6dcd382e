import { systemClock } from "../clock.ts";
import { openRegistry, type Registry, type RegistryOptions } from "../registry.ts";
import { sendAnswer, toSearchRequest, type SearchFault, type SearchRequest } from "./faults.ts";
import { answerHub } from "./hub-api.ts";
import type { HubRepository } from "./repositories.ts";

export type HuggingFaceOptions = Omit<RegistryOptions, "style" | "otherRoutes"> & {
  /** For its search. Models for pulls are in `models`, such as `registryModel("user/repository:Q4_K_M")`. */
  readonly repositories?: readonly HubRepository[];
};

/** A stand-in for Hugging Face, on a loopback address: its JSON API, and the registry behind `hf.co/…`. */
export interface HuggingFace {
  /** The base URL of both, for `huggingFaceUrl`, `STAND_IN_HUGGING_FACE` and `/api/models`. */
  readonly url: string;
  readonly registry: Registry;
  /** The current fault of the API. The registry has its own. */
  fault: SearchFault | undefined;
  /** The received requests to the API, oldest first. */
  readonly requests: readonly SearchRequest[];
  close(): Promise<void>;
}

export async function openHuggingFace(options: HuggingFaceOptions = {}): Promise<HuggingFace> {
  const { repositories = [], clock = systemClock, ...rest } = options;
  const requests: SearchRequest[] = [];
  let fault: SearchFault | undefined;
  const registry = await openRegistry({
    ...rest,
    clock,
    style: "hugging-face",
    otherRoutes: (raw, response) => {
      const request = toSearchRequest(raw);
      const answer = answerHub(repositories, request, registry.url);
      if (answer === undefined) return false;
      requests.push(request);
      void sendAnswer(answer, response, { fault, clock });
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
