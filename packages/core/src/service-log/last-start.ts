/** The first line that Ollama logs in each start (recording `log-first-start`); until 0.5 in another form. */
const START =
  /^(time=\S+ level=INFO .*msg="server config" env=|[\d/]+ [\d:]+ routes\.go:\d+: INFO server config env=)/;

/** The lines since the last start; all, if none of them begins one. */
export const sinceLastStart = (lines: readonly string[]): readonly string[] =>
  lines.slice(
    Math.max(
      0,
      lines.findLastIndex((line) => START.test(line)),
    ),
  );
