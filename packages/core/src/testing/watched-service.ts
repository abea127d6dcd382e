import { BehaviorSubject, Subject } from "rxjs";
import type { Sighting } from "../service/sighting.ts";
import { watchService } from "../service/watch-service.source.ts";
import type { Failure } from "../shared/failure.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeOllama } from "./fake-ollama.ts";

/** Watches a fake Ollama, and collects what is seen of it. */
export function watchFake({ looks = false, shown = true } = {}) {
  const ollama = new FakeOllama();
  const clock = new FakeClock();
  const looking$ = new BehaviorSubject(looks);
  const awaited$ = new BehaviorSubject(false);
  const [ownStart$, refresh$, unanswered$] = [new Subject<void>(), new Subject<void>(), new Subject<void>()];
  const attended$ = new Subject<void>();
  const unlisted$ = new Subject<Failure>();
  const seen: Sighting[] = [];
  const ports = {
    probe: ollama,
    api: ollama,
    clock,
    looking$,
    attended$,
    isShown: () => shown,
    awaited$,
    ownStart$,
    refresh$,
    unlisted$,
    unanswered$,
  };
  const watching = watchService(ports).subscribe((sighting) => seen.push(sighting));
  return { ...ports, ollama, seen, watching, types: () => seen.map(({ type }) => type) };
}
