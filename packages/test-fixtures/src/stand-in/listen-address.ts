/** Where `ollama serve` listens: OLLAMA_HOST by the rules of Ollama's envconfig/config.go. */
export type ListenAddress = {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  /** An invalid port, which was replaced by the default. */
  readonly badPort: { readonly text: string; readonly replacedBy: number } | undefined;
};

/** Reads OLLAMA_HOST. Every value is accepted. */
export function parseListenAddress(value: string | undefined): ListenAddress {
  const text = cleaned(value);
  const [scheme, rest] = text === "ollama.com" ? ["https", "ollama.com:443"] : splitScheme(text);
  const defaultPort = text.includes("://") ? (DEFAULT_PORTS[scheme] ?? 11434) : 11434;
  const [hostPort = ""] = rest.split("/");
  const { host, port } = splitHostPort(hostPort, String(defaultPort));
  const isPort = /^[+-]?\d+$/.test(port) && Number(port) >= 0 && Number(port) <= 65535;
  return {
    scheme,
    host,
    port: isPort ? Number(port) : defaultPort,
    badPort: isPort ? undefined : { text: port, replacedBy: defaultPort },
  };
}

/** Trims spaces and quotes, as Ollama does with all of its variables. */
export function cleaned(value: string | undefined): string {
  return (value ?? "").trim().replace(/^["']+|["']+$/g, "");
}

const DEFAULT_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

function splitScheme(text: string): readonly [string, string] {
  const at = text.indexOf("://");
  return at < 0 ? ["http", text] : [text.slice(0, at), text.slice(at + 3)];
}

function splitHostPort(text: string, defaultPort: string): { host: string; port: string } {
  const bracketed = /^\[(.*)\]:(.*)$/.exec(text);
  if (bracketed) return { host: bracketed[1] ?? "", port: bracketed[2] ?? "" };
  const plain = /^([^:[\]]*):([^:]*)$/.exec(text);
  if (plain) return { host: plain[1] ?? "", port: plain[2] ?? "" };
  const bare = text.replace(/^\[|\]$/g, "");
  return { host: bare === "" ? "127.0.0.1" : bare, port: defaultPort };
}
