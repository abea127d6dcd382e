import { defer, finalize, NEVER, of, throwError, type Observable } from "rxjs";
import { PortError, type Failure } from "../shared/failure.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ModelCard } from "../downloads/preview.ts";
import { isOlderThan } from "../service/versions.ts";
import type { Asker, Manifest, Registry } from "../downloads/registry.port.ts";

const CARD: ModelCard = { parameterSize: "3.2B", quantization: "Q4_K_M" };

/** A registry whose manifests and answers a test controls. It stands for all registries. */
export class FakeRegistry implements Registry {
  readonly manifests = new Map<ModelName, Manifest>();
  /** Cards that differ from the default. */
  readonly cards = new Map<ModelName, ModelCard>();
  /** The failure of every request; `undefined`: it answers, `"hang"`: it never answers. */
  failure: Failure | "hang" | undefined;
  /** How many requests have begun, and how many of them are still open. */
  requestCount = 0;
  openCount = 0;

  manifest(model: ModelName, { version }: Asker): Observable<Manifest> {
    return this.#answer(() => {
      const manifest = this.manifests.get(model);
      if (!manifest) throw new PortError({ kind: "not-in-registry" });
      const { requires } = this.#cardOf(model);
      if (requires !== undefined && isOlderThan(version, requires))
        throw new PortError({ kind: "needs-newer-ollama" });
      return manifest;
    });
  }

  card(model: ModelName): Observable<ModelCard> {
    return this.#answer(() => this.#cardOf(model));
  }

  #cardOf(model: ModelName): ModelCard {
    return this.cards.get(model) ?? CARD;
  }

  #answer<Value>(answer: () => Value): Observable<Value> {
    return defer(() => {
      this.requestCount += 1;
      this.openCount += 1;
      const { failure } = this;
      if (failure === "hang") return NEVER;
      return failure ? throwError(() => new PortError(failure)) : of(answer());
    }).pipe(finalize(() => void (this.openCount -= 1)));
  }
}
