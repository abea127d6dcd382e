import { map, of, type Observable } from "rxjs";
import { fromEventObservable } from "xstate";
import { createInspection } from "../app/inspection.ts";
import { runMachine } from "../app/run-machine.ts";
import type { ModelName } from "../models/model-name.ts";
import type { OllamaApi } from "../ollama/ollama-api.port.ts";
import type { Clock } from "../shared/clock.port.ts";
import type { RunEvent } from "./run.ts";
import type { RunRequest } from "./run-request.ts";
import { tryMachine, type LineNotice } from "./try.machine.ts";
import { watchMemory, type MemoryNotice } from "./watch-memory.source.ts";

type Asked = {
  readonly api: Pick<OllamaApi, "streamAnswer" | "listLoaded">;
  readonly clock: Clock;
  readonly model: ModelName;
  readonly isRemote: boolean;
  readonly request: RunRequest;
  readonly stop$: Observable<{ readonly type: "stop" }>;
};

/** Sends a request and emits what comes of it. */
export function carryRun({ api, clock, model, isRemote, request, stop$ }: Asked): Observable<RunEvent> {
  const machine = tryMachine.provide({
    actors: {
      answer: fromEventObservable(() =>
        api.streamAnswer(request).pipe(map((line): LineNotice => ({ type: "line", line }))),
      ),
      // A model in the cloud is never loaded here.
      memory: fromEventObservable(() =>
        isRemote ? of<MemoryNotice>({ type: "present" }) : watchMemory(api, model, clock),
      ),
    },
  });
  return runMachine(machine, { input: undefined, clock, inspection: createInspection(), events$: stop$ });
}
