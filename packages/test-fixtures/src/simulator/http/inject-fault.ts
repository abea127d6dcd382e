import type { Answer } from "./answer.ts";
import type { Fault } from "./faults.ts";

/** Answers in place of Ollama if there is such a fault. Returns whether it did. */
export function injectFault(fault: Fault | undefined, answer: Answer): boolean {
  switch (fault?.kind) {
    case "forbidden":
      answer.empty(403, { "content-length": "0" });
      return true;
    case "unauthorised":
      if (fault.body === "empty") answer.empty(401, { "www-authenticate": 'Basic realm="proxy"' });
      else answer.json(401, { error: "unauthorized", signin_url: "https://ollama.com/connect?name=x&key=y" });
      return true;
    case "status500":
      answer.json(500, { error: fault.error ?? "something went wrong" });
      return true;
    case "busy":
      answer.json(503, { error: "server busy, please try again.  maximum pending requests exceeded" });
      return true;
    case "garbage":
      answer.text(200, '{"models": [{"name": "lla', { "content-type": "application/json; charset=utf-8" });
      return true;
    case "foreign":
      answer.text(200, "<!doctype html><title>Welcome to another program</title>", {
        "content-type": "text/html",
      });
      return true;
    case "hang":
      return true;
    case "late":
    case "cut":
    case "error-line":
    case undefined:
      return false;
  }
}
