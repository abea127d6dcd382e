import assert from "node:assert/strict";
import type { HttpRequest, HttpTransport } from "../../ollama/http-transport.port.ts";
import { PortError, type Failure } from "../../shared/failure.ts";
import { serve, serveSockets } from "../serving.ts";
import type { Contract } from "./contract.ts";
import { wholeAnswer } from "./whole-answer.ts";

/** How every `HttpTransport` promises to fail. */
export const httpTransportFailuresContract: Contract<{ readonly transport: HttpTransport }> = [
  {
    name: "reports a refused connection",
    async keep({ transport }) {
      const server = await serve((_request, response) => response.end());
      await server[Symbol.asyncDispose]();
      assert.deepEqual(await failure(transport, server.url), { kind: "unreachable", cause: "refused" });
    },
  },
  {
    name: "reports a broken connection, before and during the response",
    async keep({ transport }) {
      await using before = await serve((request) => request.socket.destroy());
      assert.deepEqual(await failure(transport, before.url), { kind: "unreachable", cause: "reset" });
      await using amid = await serve((request, response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write("half", () => request.socket.destroy());
      });
      assert.deepEqual(await failure(transport, amid.url), { kind: "unreachable", cause: "reset" });
    },
  },
  {
    name: "times out after a silence, before and during the response",
    async keep({ transport }) {
      await using silent = await serve(() => {});
      const limit = { idleMs: 100 };
      assert.deepEqual(await failure(transport, silent.url, limit), { kind: "timed-out", afterMs: 100 });
      await using halting = await serve((_request, response) => response.write("half"));
      assert.deepEqual(await failure(transport, halting.url, limit), { kind: "timed-out", afterMs: 100 });
    },
  },
  {
    name: "times out if the whole response takes too long, even if it is never silent",
    async keep({ transport }) {
      await using dripping = await serve((_request, response) => {
        const drip = setInterval(() => response.write(" "), 10);
        response.on("close", () => clearInterval(drip));
      });
      const limits = { idleMs: 5_000, totalMs: 200 };
      assert.deepEqual(await failure(transport, dripping.url, limits), { kind: "timed-out", afterMs: 200 });
    },
  },
  {
    name: "distinguishes a protocol other than HTTP from a broken connection",
    async keep({ transport }) {
      await using server = await serveSockets((socket) => {
        socket.once("data", () => socket.end("SSH-2.0-OpenSSH_9.2\r\n"));
      });
      assert.deepEqual(await failure(transport, server.url), { kind: "not-http" });
    },
  },
  {
    name: "does not wait after an upgrade that it did not request",
    async keep({ transport }) {
      await using server = await serveSockets((socket) => {
        socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n");
      });
      const { kind } = await failure(transport, server.url, { idleMs: 2_000 });
      assert.ok(["not-http", "unreachable"].includes(kind), kind);
    },
  },
];

async function failure(
  transport: HttpTransport,
  url: string,
  limits: Pick<HttpRequest, "idleMs" | "totalMs"> = {},
): Promise<Failure> {
  try {
    await wholeAnswer(transport, { method: "GET", url, ...limits });
  } catch (error) {
    assert.ok(error instanceof PortError, `a PortError, not ${String(error)}`);
    return error.failure;
  }
  return assert.fail("it should have failed");
}
