import { request } from "node:http";

/** What came over the wire, and how it ended. */
export type Wire = {
  readonly status: number | undefined;
  readonly contentType: string | undefined;
  readonly text: string;
  /** `undefined` where the answer was complete. */
  readonly broken: string | undefined;
};

/** Asks over a socket of its own, and tells a cut connection from a complete answer. */
export function askRaw(url: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Wire> {
  return new Promise((resolve) => {
    const method = body === undefined ? "GET" : "POST";
    const asking = request(url + path, { method, agent: false, ...(signal && { signal }) }, (answer) => {
      const pieces: string[] = [];
      const wire = (broken: string | undefined): Wire => ({
        status: answer.statusCode,
        contentType: answer.headers["content-type"],
        text: pieces.join(""),
        broken,
      });
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => pieces.push(piece));
      answer.on("error", (error) => resolve(wire(error.message)));
      answer.on("end", () => resolve(wire(undefined)));
    });
    asking.on("error", (error) =>
      resolve({ status: undefined, contentType: undefined, text: "", broken: error.message }),
    );
    asking.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
