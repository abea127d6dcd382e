import type { JsonObject } from "../../json.ts";
import type { Answer } from "./answer.ts";

/** Receives the lines of a pull or a create. Sends all of them as a stream, or only the last one. */
export interface Reply {
  line(body: JsonObject): void;
  /** Ends with an error: with this status if nothing was sent yet, otherwise as a line after 200. */
  fail(status: number, error: string): void;
  end(): void;
}

export function openReply(answer: Answer, isStreamed: boolean): Reply {
  return isStreamed ? openStream(answer) : openWhole(answer);
}

function openStream(answer: Answer): Reply {
  let hasBegun = false;
  return {
    line(body) {
      hasBegun = true;
      answer.line(body);
    },
    fail(status, error) {
      if (!hasBegun) return answer.jsonInChunks(status, { error });
      answer.line({ error });
      answer.end();
    },
    end: () => answer.end(),
  };
}

function openWhole(answer: Answer): Reply {
  let last: JsonObject = {};
  return {
    line: (body) => void (last = body),
    fail: (status, error) => answer.json(status, { error }, "application/json"),
    end: () => answer.json(200, last, "application/json"),
  };
}
