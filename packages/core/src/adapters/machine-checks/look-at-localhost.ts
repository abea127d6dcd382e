import { lookup } from "node:dns/promises";
import { get } from "node:http";
import type { Answer, LocalhostReport } from "../../doctor/machine-report.ts";
import { codeOf } from "../system/error-code.ts";

const PATIENCE_MS = 1_000;

/** What `localhost` stands for, and what answers at its two addresses on this machine. */
export async function lookAtLocalhost(port: number): Promise<LocalhostReport> {
  const [addresses, ipv4, ipv6] = await Promise.all([
    lookup("localhost", { all: true, order: "verbatim" }),
    answerAt("127.0.0.1", port),
    answerAt("::1", port),
  ]);
  return { addresses: addresses.map(({ address }) => address), ipv4, ipv6 };
}

/** Asks for the version, which starts nothing and loads nothing. */
const answerAt = (host: string, port: number): Promise<Answer> =>
  new Promise((resolve) => {
    const request = get(
      { host, port, path: "/api/version", agent: false, timeout: PATIENCE_MS },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => {
          text += part;
          if (text.length > 10_000) request.destroy();
        });
        response.on("end", () => resolve(isVersion(text) ? "ollama" : "another-program"));
        response.on("error", () => resolve("another-program"));
      },
    );
    const tooLong = setTimeout(() => request.destroy(new Error("no answer")), PATIENCE_MS);
    request.on("timeout", () => request.destroy());
    request.on("error", (error) => resolve(answerAfter(error)));
    request.on("close", () => {
      clearTimeout(tooLong);
      resolve("silent"); // unless it was resolved before
    });
  });

const isVersion = (text: string): boolean => /^\s*\{[^{}]*"version"\s*:\s*"[^"]+"/.test(text);

function answerAfter(error: Error): Answer {
  const code = codeOf(error);
  if (code === "ECONNREFUSED") return "refused";
  if (code === "EADDRNOTAVAIL" || code === "ENETUNREACH" || code === "EAFNOSUPPORT") return "no-such-address";
  return code === "HPE_INVALID_CONSTANT" || code === "ECONNRESET" ? "another-program" : "silent";
}
