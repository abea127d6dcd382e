import { createServer, type Socket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { isObject, parseJson, toTexts, type Json } from "../json.ts";
import { fails, type Answer, type Call } from "./answer.ts";

/** Answers the calls that `tool-client.ts` passes on, on a loopback port. */
export async function openToolServer(answer: (call: Call) => Answer | Promise<Answer>): Promise<{
  readonly port: number;
  close(): Promise<void>;
}> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding("utf8");
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let text = "";
    socket.on("data", (piece: string) => {
      text += piece;
      if (!text.endsWith("\n")) return;
      const call = parseCall(parseJson(text));
      text = "";
      if (call) void serve(call, socket);
    });
  });

  const serve = async (call: Call, socket: Socket): Promise<void> => {
    const answered = await answerOf(call);
    if (answered.kind === "follows") return follow(answered.lines, socket);
    socket.end(`${JSON.stringify(answered)}\n`);
  };
  const answerOf = async (call: Call): Promise<Answer> => {
    try {
      return await answer(call);
    } catch (error) {
      return fails(99, `the stand-in ${call.tool} failed: ${String(error)}`);
    }
  };

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port is free");
  return {
    port: address.port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function follow(lines: () => readonly string[], socket: Socket): Promise<void> {
  let shown = 0;
  while (!socket.destroyed) {
    const all = lines();
    const out = all.slice(shown).map((line) => `${line}\n`);
    if (out.length > 0) socket.write(`${JSON.stringify({ kind: "prints", out: out.join("") })}\n`);
    shown = all.length;
    await setTimeout(10, undefined, { ref: false });
  }
}

function parseCall(json: Json | undefined): Call | undefined {
  if (!isObject(json) || typeof json.tool !== "string" || !isObject(json.environment ?? {})) return undefined;
  const environment = isObject(json.environment) ? Object.entries(json.environment) : [];
  return {
    tool: json.tool,
    argv: toTexts(json.argv),
    environment: Object.fromEntries(
      environment.flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    ),
  };
}
