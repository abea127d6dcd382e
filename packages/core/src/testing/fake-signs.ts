import { Observable, Subject } from "rxjs";
import type { ModelSign } from "../models/log-signs.ts";
import type { ModelSigns } from "../models/model-signs.port.ts";
import type { FolderHint } from "../models/folder-hint.ts";

/** Signs that a test gives. */
export class FakeSigns implements ModelSigns {
  /** The hints of those that are watching. */
  readonly watched = new Set<FolderHint>();
  readonly #signs$ = new Subject<ModelSign>();

  give(sign: ModelSign): void {
    this.#signs$.next(sign);
  }

  watch(hint: FolderHint): Observable<ModelSign> {
    return new Observable((subscriber) => {
      this.watched.add(hint);
      subscriber.add(() => this.watched.delete(hint));
      subscriber.add(this.#signs$.subscribe(subscriber));
    });
  }
}
