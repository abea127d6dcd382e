import { parseEnvironment, withoutCredentials } from "./environment.ts";
import { parseLogLine } from "./log-line.ts";

/**
 * A line of a log without the secrets that Ollama writes into it: its environment, where a proxy may have a password
 * (recording `log-first-start`), credentials in addresses, and the query of a request.
 */
export const withoutSecrets = (line: string): string =>
  withoutCredentials(withoutQuery(withoutEnvironmentSecrets(line)));

/** A line of which the end is not written yet has no end of the environment either. */
function withoutEnvironmentSecrets(line: string): string {
  const start = line.indexOf(' env="map[');
  if (start < 0) return line;
  const parsed = parseLogLine(line);
  const env = parsed.kind === "event" ? parsed.fields.get("env") : undefined;
  const settings = env === undefined ? undefined : parseEnvironment(env);
  const shown = settings ? `map[${settings.map(({ name, value }) => `${name}:${value}`).join(" ")}]` : "…";
  const end = line.lastIndexOf(']"');
  return `${line.slice(0, start)} env="${shown}"${end < start ? "" : line.slice(end + 2)}`;
}

/** Some programs put a key into the query of their requests. */
const withoutQuery = (line: string): string =>
  line.startsWith("[GIN] ") ? line.replace(/\?[^"]*"/, '?…"') : line;
