import { withoutSecrets } from "../../service-log/without-secrets.ts";
import { cleanText } from "../ollama/clean-text.ts";

/** The `server config` line of an Ollama with many origins has some thousand characters. */
const LONGEST = 32_000;
// oxlint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[0-9;]*m/g;

/** A line of a log as every `ServiceLog` emits it: without colours, control characters and secrets. */
export const toLogLine = (raw: string): string =>
  withoutSecrets(cleanText(raw.replaceAll(COLOURS, "").replace(/\r$/, ""), LONGEST));
