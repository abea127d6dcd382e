import { createServer, request } from "node:http";

export type ProxiedResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** Opens a proxy that changes responses. */
export async function openProxy(
  port: number,
  change: (answer: ProxiedResponse) => ProxiedResponse,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((incoming, response) => {
    const { method, url: path, headers } = incoming;
    const outgoing = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      const pieces: string[] = [];
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => pieces.push(piece));
      answer.on("end", () => {
        const entries = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        const before = {
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(entries),
          text: pieces.join(""),
        };
        const after = change(before);
        const length = "content-length" in after.headers && {
          "content-length": Buffer.byteLength(after.text),
        };
        response.writeHead(after.status, { ...after.headers, ...length });
        response.end(after.text);
      });
    });
    incoming.pipe(outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
