import { createServer, request } from "node:http";

/** An answer on its way, as an interposer may change it. */
export type Passing = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** Stands between a client and a server, and changes what is answered. */
export async function interpose(
  port: number,
  change: (answer: Passing) => Passing,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((asked, response) => {
    const { method, url: path, headers } = asked;
    const onward = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      const pieces: string[] = [];
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => pieces.push(piece));
      answer.on("end", () => {
        const told = Object.entries(answer.headers).map(([name, value]) => [name, String(value)]);
        const before = {
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(told),
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
    asked.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
