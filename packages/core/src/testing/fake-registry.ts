import { defer, finalize, NEVER, of, throwError, type Observable } from "rxjs";
import { PortError, type Failure } from "../shared/failure.ts";
import { isLeftover } from "../models/leftover.ts";
import type { ModelName } from "../models/model-name.ts";
import type { ModelCard } from "../downloads/preview.ts";
import { isOlderThan } from "../service/versions.ts";
import type { Asker, Manifest, Registry } from "../downloads/registry.port.ts";

const CARD: ModelCard = { parameterSize: "3.2B", quantization: "Q4_K_M" };

/** A registry whose manifests and answers a test controls. It stands for all registries. */
export class FakeRegistry implements Registry {
  /** What every Ollama is given. */
  readonly manifests = new Map<ModelName, Manifest>();
  /** What an Ollama that asks for lists is given instead, the preferred one first. */
  readonly lists = new Map<ModelName, readonly Manifest[]>();
  /** Cards that differ from the default. */
  readonly cards = new Map<ModelName, ModelCard>();
  /** The failure of every request; `undefined`: it answers, `"hang"`: it never answers. */
  failure: Failure | "hang" | undefined;
  /** How many requests have begun, and how many of them are still open. */
  requestCount = 0;
  openCount = 0;

  manifest(model: ModelName, asker: Asker, runner?: string): Observable<Manifest> {
    return this.#answer(model, () => {
      const [preferred, ...others] = this.#find(model, asker);
      return [preferred, ...others].find((one) => runner !== undefined && one.runner === runner) ?? preferred;
    });
  }

  digests(model: ModelName, asker: Asker): Observable<readonly string[]> {
    return this.#answer(model, () => this.#find(model, asker).map(({ digest }) => digest));
  }

  card(model: ModelName): Observable<ModelCard> {
    return this.#answer(model, () => this.#cardOf(model));
  }

  #find(model: ModelName, { version }: Asker): readonly [Manifest, ...Manifest[]] {
    const [preferred, ...others] = (!isOlderThan(version, "0.40.0") && this.lists.get(model)) || [];
    const manifest = preferred ?? this.manifests.get(model);
    if (!manifest) throw new PortError({ kind: "not-in-registry" });
    const { requires } = this.#cardOf(model);
    if (requires !== undefined && isOlderThan(version, requires))
      throw new PortError({ kind: "needs-newer-ollama" });
    return [manifest, ...others];
  }

  #cardOf(model: ModelName): ModelCard {
    return this.cards.get(model) ?? CARD;
  }

  #answer<Value>(model: ModelName, answer: () => Value): Observable<Value> {
    if (isLeftover(model)) return throwError(() => new PortError({ kind: "not-in-registry" }));
    return defer(() => {
      this.requestCount += 1;
      this.openCount += 1;
      const { failure } = this;
      if (failure === "hang") return NEVER;
      return failure ? throwError(() => new PortError(failure)) : of(answer());
    }).pipe(finalize(() => void (this.openCount -= 1)));
  }
}
