import type * as v from "valibot";
import { isPortError, PortError } from "../../shared/failure.ts";
import { cleanLine } from "./clean-text.ts";
import { parseJson } from "./http-answer.ts";

interface LineParser<Line> {
  /** `undefined` for an odd line, which does not end a sound stream. If the first line is not even JSON, it throws: this is no stream. */
  parse(text: string): Line | undefined;
  /** The error to report if the stream ends before its last line. */
  earlyEnd(): unknown;
}

/** Parses the lines of a stream by their schema. */
export function createLineParser<Schema extends v.GenericSchema>(
  schema: Schema,
  endpoint: string,
): LineParser<v.InferOutput<Schema>> {
  let hasBegun = false;
  let odd: unknown;
  return {
    parse(text) {
      try {
        const line = parseJson(schema, endpoint, text);
        hasBegun = true;
        return line;
      } catch (error) {
        if (!hasBegun && !isCompleteJson(text)) throw error;
        odd = error;
        return undefined;
      }
    },
    earlyEnd: () => (!hasBegun && odd !== undefined ? odd : new PortError({ kind: "cut-off" })),
  };
}

/** Whether the text after the last newline is only the beginning of a line; without its newline, it may still be complete. */
export const isCutOff = (rest: string): boolean => rest.startsWith("{") && !isCompleteJson(rest);

/** A line that is too long is unreadable. */
export const toUnreadable = (error: unknown, endpoint: string): PortError =>
  isPortError(error)
    ? error
    : new PortError({ kind: "unreadable", endpoint, problem: cleanLine(String(error)) });

function isCompleteJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
