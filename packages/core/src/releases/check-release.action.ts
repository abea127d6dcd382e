import { catchError, firstValueFrom, map, of } from "rxjs";
import { hostFacts } from "../app/state.ts";
import { toFailure } from "../shared/failure.ts";
import type { Outcome } from "../shared/outcome.ts";
import { refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";
import { describeCheckFailure, describeRelease } from "./release.view.ts";

/** Asks for the newest release, and says what that means for the Ollama that the window shows. */
export async function checkRelease({ app, latestRelease, show }: ActionContext): Promise<ActionAnswer> {
  const found = await firstValueFrom(
    latestRelease().pipe(
      map((version) => ({ version })),
      catchError((error: unknown) => of({ failure: toFailure(error) })),
    ),
  );
  if ("failure" in found) {
    show.mention(describeCheckFailure(found.failure));
    return ended({ kind: "failed", failure: found.failure });
  }
  const decision = await app.dispatch({ type: "release.note", version: found.version });
  if (!decision.accepted) return refused(decision.refusal);
  show.mention(describeRelease(hostFacts(app.state()).service, found.version));
  return ended({ kind: "done" });
}

const ended = (outcome: Outcome): ActionAnswer => ({ accepted: true, completed: Promise.resolve(outcome) });
