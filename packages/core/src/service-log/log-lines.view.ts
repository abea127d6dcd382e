import * as l10n from "@vscode/l10n";
import { hostFacts, type AppState } from "../app/state.ts";
import { isLastWords } from "../service/log-lines.ts";
import type { Owner } from "../service/owner.ts";
import { noHost } from "../service/no-host.view.ts";
import { isDown, isRunning } from "../service/service.ts";
import { describeOwner } from "../service/owner.view.ts";
import { offered, type Action } from "../ui/actions.ts";
import { keyed, type Keyed } from "../ui/keyed.ts";
import { describeFailure } from "../ui/text/failure.view.ts";
import { clockTime, remarks } from "../ui/text/format.view.ts";
import { parseLogLine, type LogLine } from "./log-line.ts";
import { placeText, type NumberedLine, type ShownLog } from "./shown-log.ts";

export type LogLineRow = {
  readonly key: number;
  /** `10:51:04`; empty if the line has none. */
  readonly time: string;
  /** `INFO`, `WARN`, `ERROR`, or the status of a request. */
  readonly level: string;
  readonly tone: "quiet" | "plain" | "warn" | "wrong";
  readonly text: string;
};

export type LogView = {
  readonly title: string;
  readonly note: string;
  readonly lines: Keyed<LogLineRow>;
  /** The last error since the start, which may be far above the end. */
  readonly lastError: { readonly label: string; readonly text: string; readonly line: string } | null;
  /** Why no lines are shown; empty if some are. */
  readonly why: string;
  readonly actions: readonly Action[];
};

/** The end of the log. */
export function logView(state: AppState, log: ShownLog): LogView {
  const lines = log.kind === "followed" ? log.lines.map(rowOf) : [];
  return {
    title: l10n.t("Log"),
    note: noteOf(state, log),
    lines: keyed(lines),
    lastError: lastErrorOf(log),
    why: lines.length > 0 ? "" : whyNoLog(state, log),
    actions: noHost(hostFacts(state).service)?.actions ?? offered(state, [{ type: "service.show-log" }]),
  };
}

/** Lines that stay after the end of a run are told apart from those of a run that goes on. */
function noteOf(state: AppState, log: ShownLog): string {
  if (log.kind !== "followed") return "";
  const { service } = hostFacts(state);
  const follows = !isDown(service)
    ? l10n.t("follows")
    : log.lines.length === 0
      ? ""
      : l10n.t("of the last run, ended at {0}", clockTime(service.sinceMs));
  return remarks(follows, placeText(log.place));
}

function lastErrorOf(log: ShownLog): LogView["lastError"] {
  const [last] = log.kind === "followed" ? log.description.errors : [];
  return last ? { label: l10n.t("Last error"), text: lineText(last.line), line: last.line } : null;
}

/** Why a log has no lines, and what to do; empty while it is being read. */
export function whyNoLog(state: AppState, log: ShownLog): string {
  const { service } = hostFacts(state);
  switch (log.kind) {
    case "closed":
      return "";
    case "elsewhere":
      return noHost(service)?.text ?? whyElsewhere(service.owner);
    case "not-running":
      return l10n.t("Ollama is not running.");
    case "unreadable":
      return whyUnreadable(log);
    case "followed":
      return isRunning(service)
        ? l10n.t(
            "No line of Ollama's log was found yet ({0}). If none comes, restart Ollama: it writes some when it starts.",
            placeText(log.place),
          )
        : l10n.t("There is no log yet. Ollama writes one when it starts.");
  }
}

/** Who may give the right that is missing depends on where the log is. */
function whyUnreadable({ place, failure }: Extract<ShownLog, { kind: "unreadable" }>): string {
  if (failure.kind !== "log-unreadable" || failure.reason !== "no-permission")
    return describeFailure(failure);
  switch (place.kind) {
    case "file":
      return l10n.t(
        "You do not have permission to read Ollama's log. Ask an administrator for the right to read “{0}”.",
        place.path,
      );
    case "tool":
      return l10n.t(
        "You do not have permission to read Ollama's log. Ask an administrator for the right to use “{0}”.",
        place.program,
      );
  }
}

/** Where the log of an owner is that cannot be read from here. */
function whyElsewhere(owner: Owner): string {
  switch (owner.kind) {
    case "looking":
      return l10n.t("Paddock is still finding out who runs Ollama.");
    case "paddock":
      return l10n.t("There is no log yet. Ollama writes one when it starts.");
    case "terminal":
      return l10n.t("Ollama writes its log into the terminal in which it was started.");
    case "another-program":
      return l10n.t(
        "Another program started Ollama, so Paddock does not know its log. It may be shown by “journalctl -u ollama”, or be in “~/.ollama/logs/server.log”.",
      );
    case "elsewhere":
      return l10n.t("Ollama's log is on the other machine.");
    case "systemd":
    case "homebrew":
    case "mac-app":
    case "windows-app":
    case "windows-service":
    case "container":
    case "kubernetes":
    case "custom":
      return l10n.t("Paddock cannot read the log of this Ollama: {0}", describeOwner(owner));
  }
}

const LONGEST = 400;
/** Twelve digits, as `ollama list` shows them. */
const DIGEST = /(sha256[-:][0-9a-f]{12})[0-9a-f]{52}/g;

const rows = new WeakMap<NumberedLine, LogLineRow>();

/** Cached, because lines never change. */
function rowOf(line: NumberedLine): LogLineRow {
  const known = rows.get(line) ?? { key: line.number, ...shown(line.text) };
  rows.set(line, known);
  return known;
}

/** A line as it is shown, in one text. */
export function lineText(raw: string): string {
  const { time, level, text } = shown(raw);
  return [time, level, text].filter((part) => part !== "").join(" ");
}

function shown(raw: string): Omit<LogLineRow, "key"> {
  const line = parseLogLine(raw);
  const { time, level, tone, text } = partsOf(line, raw);
  const short = text.replaceAll(DIGEST, "$1…");
  return { time, level, tone, text: short.length > LONGEST ? `${short.slice(0, LONGEST)}…` : short };
}

function partsOf(line: LogLine, raw: string): Omit<LogLineRow, "key"> {
  switch (line.kind) {
    case "event": {
      const { atMs, level, message, fields } = line;
      const others = [...fields]
        .filter(([name]) => !HEAD.has(name))
        .map(([name, value]) => `${name}=${value}`);
      return {
        time: atMs === undefined ? "" : clockTime(atMs),
        level: level.toUpperCase(),
        tone: TONES[level],
        text: [message, ...others].join(" "),
      };
    }
    case "request": {
      const { time, status, took, client, method, path } = line;
      const tone = status >= 500 ? "wrong" : status >= 400 ? "warn" : "quiet";
      return {
        time,
        level: String(status),
        tone,
        text: [took.padEnd(11), client.padEnd(15), method.padEnd(4), path].join(" "),
      };
    }
    case "output":
      return { time: "", level: "", tone: isLastWords(raw) ? "wrong" : "quiet", text: line.text };
  }
}

const HEAD = new Set(["msg", "source", "time", "level"]);

const TONES = { debug: "quiet", info: "plain", warn: "warn", error: "wrong" } as const;
