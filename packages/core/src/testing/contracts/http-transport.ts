import assert from "node:assert/strict";
import type { RequestListener } from "node:http";
import type { Socket } from "node:net";
import { firstValueFrom, lastValueFrom } from "rxjs";
import type { HttpTransport } from "../../ollama/http-transport.port.ts";
import type { ByteSource } from "../../shared/byte-source.ts";
import { PortError } from "../../shared/failure.ts";
import { serve } from "../serving.ts";
import type { Contract } from "./contract.ts";
import { until } from "./until.ts";
import { wholeAnswer } from "./whole-answer.ts";

/** What every `HttpTransport` promises about what it sends and receives. */
export const httpTransportContract: Contract<{ readonly transport: HttpTransport }> = [
  {
    name: "sends method, path, headers and body, and emits status, headers and body",
    async keep({ transport }) {
      await using server = await serve((request, response) => {
        let body = "";
        request.on("data", (chunk: Buffer) => (body += chunk.toString()));
        request.on("end", () => {
          response.writeHead(201, { "X-Answer": "yes" });
          response.end(`${request.method} ${request.url} ${request.headers["x-token"]} ${body}`);
        });
      });
      const { status, headers, text } = await wholeAnswer(transport, {
        method: "POST",
        url: `${server.url}/path?query=1`,
        headers: { "x-token": "secret" },
        body: "häy",
      });
      assert.deepEqual(
        [status, headers.get("x-answer"), text],
        [201, "yes", "POST /path?query=1 secret häy"],
      );
    },
  },
  {
    name: "sends a body of bytes as fast as they are taken, and with its length",
    async keep({ transport }) {
      await using server = await serve((request, response) => {
        let length = 0;
        request.on("data", (chunk: Buffer) => (length += chunk.length));
        request.on("end", () => response.end(`${request.headers["content-length"]} ${length}`));
      });
      const body = byteSource(5, 100_000);
      const { text } = await wholeAnswer(transport, { method: "POST", url: server.url, body });
      assert.equal(text, "500000 500000");
    },
  },
  {
    name: "sends to a server that says unasked that it may",
    async keep({ transport }) {
      await using server = await serve((request, response) => {
        response.writeContinue();
        let length = 0;
        request.on("data", (chunk: Buffer) => (length += chunk.length));
        request.on("end", () => response.end(String(length)));
      });
      for (const body of ["four", byteSource(5, 100_000)]) {
        const { text } = await wholeAnswer(transport, { method: "POST", url: server.url, body });
        assert.equal(text, typeof body === "string" ? "4" : "500000");
      }
    },
  },
  {
    name: "reads no more of a body than fits between it and a server that does not read",
    async keep({ transport }) {
      const { promise: arrived, resolve: onArrive } = Promise.withResolvers<void>();
      await using server = await serve((request) => {
        request.pause();
        onArrive();
      });
      let read = 0;
      const body = byteSource(1_000, 1_000_000, () => (read += 1));
      const subscription = transport.send({ method: "POST", url: server.url, body }).subscribe();
      await arrived;
      await until(() => read > 0, "the body is being read");
      let before = 0;
      while (read !== before) {
        before = read;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      subscription.unsubscribe();
      assert.ok(read < 100, `${read} of 1,000 parts were read`);
    },
  },
  {
    name: "fails as the body does that it sends",
    async keep({ transport }) {
      await using server = await serve((request, response) => {
        request.resume();
        request.on("end", () => response.end());
      });
      const body = byteSource(5, 1_000, (part) => {
        if (part === 3) throw new PortError({ kind: "unexpected", detail: "the file is gone" });
      });
      const request = transport.send({ method: "POST", url: server.url, body });
      await assert.rejects(lastValueFrom(request), {
        failure: { kind: "unexpected", detail: "the file is gone" },
      });
    },
  },
  {
    name: "emits a body while it arrives",
    async keep({ transport }) {
      let finish = (): void => {};
      await using server = await serve((_request, response) => {
        response.write("first\n");
        finish = () => response.end("second\n");
      });
      const texts: string[] = [];
      const ended = new Promise<void>((resolve, reject) => {
        transport.send({ method: "GET", url: server.url }).subscribe({
          next(part) {
            if (part.kind === "bytes") texts.push(Buffer.from(part.bytes).toString());
            if (texts.length === 1) finish();
          },
          error: reject,
          complete: resolve,
        });
      });
      await ended;
      assert.equal(texts.join(""), "first\nsecond\n");
    },
  },
  {
    name: "cancels the request when it is unsubscribed from, before and after the head",
    async keep({ transport }) {
      for (const writesHead of [false, true]) {
        const { promise: closed, resolve: onClose } = Promise.withResolvers<void>();
        const { promise: arrived, resolve: onArrive } = Promise.withResolvers<void>();
        await using server = await serve((request, response) => {
          response.on("close", () => onClose());
          if (writesHead) response.write("begun");
          onArrive();
          void request;
        });
        const subscription = transport.send({ method: "GET", url: server.url }).subscribe();
        await arrived;
        if (writesHead) await firstValueFrom(transport.send({ method: "GET", url: server.url }));
        subscription.unsubscribe();
        await closed;
      }
    },
  },
  {
    name: "does not follow redirects, because headers are meant for one host",
    async keep({ transport }) {
      const followed: string[] = [];
      const follow: RequestListener = (request, response) => {
        followed.push(`${request.method} with ${request.headers["authorization"]}`);
        response.end();
      };
      await using elsewhere = await serve(follow);
      await using server = await serve((request, response) => {
        const [, status, where] = (request.url ?? "").split("/");
        if (status === "followed") return follow(request, response);
        const location = where === "here" ? "/followed" : elsewhere.url;
        return response.writeHead(Number(status), { location }).end();
      });
      const headers = { authorization: "Bearer secret" };
      for (const status of [301, 302, 303, 307, 308])
        for (const where of ["here", "elsewhere"])
          for (const method of ["GET", "POST"] as const) {
            const url = `${server.url}/${status}/${where}`;
            const answer = await wholeAnswer(transport, { method, url, headers });
            assert.equal(answer.status, status, `${method} ${url}`);
          }
      assert.deepEqual(followed, []);
    },
  },
  {
    name: "works with a new server on the same port",
    async keep({ transport }) {
      const sockets: Socket[] = [];
      const first = await serve(({ socket }, response) => {
        sockets.push(socket);
        response.end("first");
      });
      assert.equal((await wholeAnswer(transport, { method: "GET", url: first.url })).text, "first");
      // The transport keeps its connection for the next request, and closes its side once it has seen the end of ours.
      for (const socket of sockets) socket.end();
      await until(
        () => sockets.every(({ closed }) => closed),
        "the transport has seen that the first is gone",
      );
      await first[Symbol.asyncDispose]();
      await using second = await serve((_request, response) => response.end("second"), first.port);
      assert.equal(
        (await wholeAnswer(transport, { method: "POST", url: second.url, body: "x" })).text,
        "second",
      );
    },
  },
];

const byteSource = (
  parts: number,
  partBytes: number,
  onRead: (part: number) => void = () => {},
): ByteSource => ({
  sizeBytes: parts * partBytes,
  async *bytes() {
    for (let part = 0; part < parts; part += 1) {
      onRead(part);
      yield new Uint8Array(partBytes);
    }
  },
});
