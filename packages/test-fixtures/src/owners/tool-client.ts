import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { basename, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { isObject, parseJson } from "../json.ts";

// Every tool of a machine is this program: it passes the call on to the process that opened the machine.
const [, file = "", ...argv] = process.argv;
const port = Number(readFileSync(join(dirname(file), "..", "port"), "utf8"));
const socket = connect(port, "127.0.0.1", () => {
  socket.write(`${JSON.stringify({ tool: basename(file), argv, environment: process.env })}\n`);
});
process.exitCode = 98; // until the machine answers
socket.on("error", (error) => process.stderr.write(`the machine is gone: ${error.message}\n`));
createInterface(socket).on("line", (line) => {
  const answer = parseJson(line);
  if (!isObject(answer)) return;
  if (typeof answer.out === "string") process.stdout.write(answer.out);
  if (typeof answer.err === "string") process.stderr.write(answer.err);
  if (typeof answer.code === "number") process.exitCode = answer.code;
});
