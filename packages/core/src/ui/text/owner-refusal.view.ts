import * as l10n from "@vscode/l10n";
import { describeChoiceProblem } from "../../service/owner-choice.view.ts";
import type { Refusal } from "../../shared/decision.ts";
import { sentences } from "./format.view.ts";

type OwnerRefusal = Extract<
  Refusal,
  {
    readonly reason: "not-ours" | "in-wsl" | "launchd-job" | "remote" | "bad-owner" | "log-elsewhere";
  }
>;

/** Why something could not be done because of who runs the service. */
export function describeOwnerRefusal(refusal: OwnerRefusal): string {
  switch (refusal.reason) {
    case "not-ours":
      return describeNotOurs(refusal);
    case "in-wsl":
      return l10n.t(
        "This Ollama runs in WSL. Stop it there: open WSL in VS Code, and use Paddock in that window.",
      );
    case "launchd-job":
      return l10n.t(
        "This Ollama is the job “{0}” of launchd. Stop it with the program that has set up the job.",
        refusal.job,
      );
    case "remote":
      return l10n.t(
        "This Ollama runs on another machine. Paddock can watch it, but cannot start or stop it.",
      );
    case "bad-owner":
      return describeBadOwner(refusal);
    case "log-elsewhere":
      return describeLogElsewhere(refusal.whose);
  }
}

function describeNotOurs({ pid, user }: Extract<Refusal, { reason: "not-ours" }>): string {
  if (user !== undefined && pid !== undefined)
    return l10n.t(
      "This Ollama is run by user {0}, pid {1}, and Paddock has not found what started it. Stop it where it was started.",
      user,
      pid,
    );
  if (pid !== undefined)
    return l10n.t(
      "This Ollama is run by another program, pid {0}, and Paddock has not found what started it. Stop it where it was started.",
      pid,
    );
  return user === undefined
    ? l10n.t(
        "Another program started this Ollama. Stop it there (in the Ollama app, in systemd or in a terminal).",
      )
    : l10n.t(
        "This Ollama is run by user {0}, and Paddock cannot see its process. Stop it where it was started.",
        user,
      );
}

function describeBadOwner({
  setting,
  host,
  problem,
}: Extract<Refusal, { readonly reason: "bad-owner" }>): string {
  const found = l10n.t("Until it is corrected, Paddock finds out by itself who runs Ollama.");
  const wrong =
    host === undefined
      ? l10n.t("The setting {0} is not valid.", setting)
      : l10n.t("“owner” of “{0}” in the setting {1} is not valid.", host, setting);
  return sentences(wrong, describeChoiceProblem(problem), found);
}

function describeLogElsewhere(
  whose: Extract<Refusal, { readonly reason: "log-elsewhere" }>["whose"],
): string {
  switch (whose) {
    case "elsewhere":
      return l10n.t("Ollama's log is on the other machine. This is Paddock's own log.");
    case "another-program":
      return l10n.t(
        "Another program started Ollama, so its log is elsewhere (“journalctl -u ollama” or “~/.ollama/logs/server.log”). This is Paddock's own log.",
      );
    case "paddock":
      return l10n.t("Paddock has not started Ollama on this machine yet. This is Paddock's own log.");
  }
}
