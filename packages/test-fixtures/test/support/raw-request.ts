import { request } from "node:http";

/** A response, and how it ended. */
export type RawResponse = {
  readonly status: number | undefined;
  readonly contentType: string | undefined;
  readonly text: string;
  /** `undefined` if the response was complete. */
  readonly broken: string | undefined;
};

/** Uses a new socket, and distinguishes a cut connection from a complete response. */
export function sendRaw(
  url: string,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<RawResponse> {
  return new Promise((resolve) => {
    const method = body === undefined ? "GET" : "POST";
    const outgoing = request(url + path, { method, agent: false, ...(signal && { signal }) }, (answer) => {
      const pieces: string[] = [];
      const response = (broken: string | undefined): RawResponse => ({
        status: answer.statusCode,
        contentType: answer.headers["content-type"],
        text: pieces.join(""),
        broken,
      });
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => pieces.push(piece));
      answer.on("error", (error) => resolve(response(error.message)));
      answer.on("end", () => resolve(response(undefined)));
    });
    outgoing.on("error", (error) =>
      resolve({ status: undefined, contentType: undefined, text: "", broken: error.message }),
    );
    outgoing.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
