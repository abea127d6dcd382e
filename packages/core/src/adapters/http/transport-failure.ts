import { cleanLine } from "../ollama/clean-text.ts";
import { errorText } from "../../shared/error-text.ts";
import { isPortError, PortError, type Failure } from "../../shared/failure.ts";
import { codeOf } from "../system/error-code.ts";

/** Converts any socket error, on any runtime, to a `PortError`. No other code looks at error codes. */
export function toPortError(error: unknown): PortError {
  if (isPortError(error)) return error;
  return new PortError(failureOf(transportCodeOf(error), error), { cause: error });
}

function failureOf(code: string, error: unknown): Failure {
  switch (code) {
    case "ECONNREFUSED":
      return { kind: "unreachable", cause: "refused" };
    case "ECONNRESET":
    case "ECONNABORTED":
    case "EPIPE":
    case "UND_ERR_SOCKET":
    case "ConnectionClosed": // Bun
      return { kind: "unreachable", cause: "reset" };
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_NODATA":
    case "DNS_ENOTFOUND":
      return { kind: "unreachable", cause: "no-such-host" };
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EADDRNOTAVAIL":
    case "EHOSTDOWN":
    case "ENETDOWN":
      return { kind: "unreachable", cause: "no-route" };
    case "ETIMEDOUT":
    case "UND_ERR_CONNECT_TIMEOUT":
      return { kind: "timed-out", afterMs: 10_000 };
    case "ABORT_ERR":
    case "UND_ERR_ABORTED":
      return { kind: "aborted" };
    default:
      if (code.startsWith("HPE_") || (error instanceof Error && error.name === "HTTPParserError"))
        return { kind: "not-http" };
      if (/^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/.test(code))
        return { kind: "unreachable", cause: "tls" };
      if (/^E[A-Z_]+$/.test(code)) return { kind: "no-connection", detail: code };
      return {
        kind: "unexpected",
        detail: cleanLine(errorText(error)),
      };
  }
}

/** Node tries every address of a host name and throws all errors together. `ECONNREFUSED` is the most useful one. */
function transportCodeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    const codes = error.errors.map(transportCodeOf);
    return codes.find((code) => code === "ECONNREFUSED") ?? codes[0] ?? "";
  }
  if (!(error instanceof Error)) return "";
  if (error.name === "AbortError") return "ABORT_ERR";
  const code = codeOf(error);
  if (code !== "") return code;
  if (error.cause !== undefined) return transportCodeOf(error.cause);
  return /socket hang up|aborted/i.test(error.message) ? "ECONNRESET" : "";
}
