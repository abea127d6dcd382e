import type { ActionAnswer, Outcome } from "@paddock/core/actions";
import { describeFailure, describeRefusal } from "@paddock/core/views";
import type { PaddockOutcome, PaddockProgress } from "../api.ts";

/** Converts an answer to the form that other extensions get. */
export function publicAnswer(answer: ActionAnswer): PaddockProgress {
  if (answer.accepted) return { accepted: true, completed: answer.completed.then(publicOutcome) };
  const { refusal } = answer;
  return { accepted: false, reason: refusal.reason, message: describeRefusal(refusal) };
}

function publicOutcome(outcome: Outcome): PaddockOutcome {
  if (outcome.kind !== "failed") return outcome;
  const { failure } = outcome;
  return { kind: "failed", reason: failure.kind, message: describeFailure(failure) };
}
