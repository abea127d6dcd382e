import { withoutSecrets } from "../../service-log/without-secrets.ts";
import { cleanLine } from "../ollama/clean-text.ts";
import type { Exited } from "./tool-result.ts";

const MOST_LINES = 3;

/** Why a tool failed, by its last lines; a failure is kept in the history, so they have no secrets. */
export const toolWords = ({ stderr, stdout }: Pick<Exited, "stderr" | "stdout">): string =>
  (stderr.trim() || stdout.trim())
    .split("\n")
    .map((line) => cleanLine(withoutSecrets(line)))
    .filter((line) => line !== "")
    .slice(-MOST_LINES)
    .join(" ");
