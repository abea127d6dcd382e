import type { JsonObject } from "../../json.ts";
import type { Answer } from "./answer.ts";

/** Where the lines of a pull or a create go: down a stream, or all but the last one away. */
export interface Reply {
  line(body: JsonObject): void;
  /** Ends with an error: with its status where nothing was sent yet, else as a line after 200. */
  fail(status: number, error: string): void;
  end(): void;
}

/** Opens the kind of reply that the request's `stream` asked for. */
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
