/** What kind of remote machine a window works on, and so where the Ollama of the person's own computer is. */
export type RemoteKind = "ssh" | "wsl" | "container" | "codespace" | "tunnel" | "browser" | "other";

/**
 * By `vscode.env.remoteName`, which each remote extension defines: the ids are those of Remote - SSH, WSL, Dev Containers,
 * GitHub Codespaces and Remote - Tunnels. In a browser, VS Code gives the address of its server instead.
 */
export function remoteKindOf(remote: string): RemoteKind {
  switch (remote) {
    case "ssh-remote":
      return "ssh";
    case "wsl":
      return "wsl";
    case "dev-container":
    case "attached-container":
      return "container";
    case "codespaces":
      return "codespace";
    case "tunnel":
      return "tunnel";
    default:
      return remote.includes(":") ? "browser" : "other";
  }
}

/** What the machine that Paddock runs on tells about the one around it. */
export type Surroundings = {
  /** The engine of the container that this is. */
  readonly engine?: "docker" | "podman";
  /** The names in the file of hosts. */
  readonly names: readonly string[];
  /** The address of the default route. */
  readonly gateway?: string;
  /** The mode of WSL's network, in the words of `wslinfo`. */
  readonly wslNetwork?: string;
};

/** An address by which the other machine may be reached, and why. */
export type OtherAddress = {
  readonly address: string;
  readonly by: "name" | "gateway" | "same-network" | "forward";
};

/** A line for the person to use on the other machine, or in a file. */
export type PreparingLine = {
  readonly line: string;
  readonly use: "ssh-config" | "ssh-command" | "gh-command" | "dev-container" | "windows" | "container-host";
};

/** How the Ollama of the other machine is reached. */
export type WayOut = {
  /** The most likely one first; none where nothing leads there by itself. */
  readonly addresses: readonly OtherAddress[];
  readonly lines: readonly PreparingLine[];
  /** The documentation that says so. */
  readonly source: string;
};

type RemoteWindow = {
  readonly kind: RemoteKind;
  readonly surroundings: Surroundings;
  /** A port of this machine for a forward. */
  readonly forwardPort: number;
};

/** Ollama's own port, on the other machine. */
const PORT = 11434;

/**
 * None of it was seen on a machine of ours: each row says what its source says. Ollama trusts these addresses as the host
 * of a request (docs/ollama.md §1.0).
 */
export function wayOut({ kind, surroundings, forwardPort }: RemoteWindow): WayOut {
  const forwarded: OtherAddress = { address: `127.0.0.1:${forwardPort}`, by: "forward" };
  const forward = `${forwardPort}:127.0.0.1:${PORT}`;
  switch (kind) {
    case "ssh":
      return {
        addresses: [forwarded],
        lines: [
          { line: `RemoteForward ${forwardPort} 127.0.0.1:${PORT}`, use: "ssh-config" },
          { line: `ssh -N -R ${forward} HOST`, use: "ssh-command" },
        ],
        source: "https://man.openbsd.org/ssh_config#RemoteForward",
      };
    case "wsl":
      return wayOutOfWsl(surroundings);
    case "container":
      return wayOutOfContainer(surroundings);
    case "codespace":
      return {
        addresses: [forwarded],
        lines: [{ line: `gh codespace ssh -- -N -R ${forward}`, use: "gh-command" }],
        source: "https://cli.github.com/manual/gh_codespace_ssh",
      };
    case "tunnel":
      return { addresses: [], lines: [], source: "https://code.visualstudio.com/docs/remote/tunnels" };
    case "browser":
    case "other":
      return {
        addresses: [],
        lines: [],
        source: "https://code.visualstudio.com/docs/remote/remote-overview",
      };
  }
}

/** With a mirrored network, and in WSL 1, `127.0.0.1` is Windows too; else Windows is the gateway. */
function wayOutOfWsl({ wslNetwork, gateway }: Surroundings): WayOut {
  const networking = "https://learn.microsoft.com/windows/wsl/networking";
  if (wslNetwork === "mirrored" || wslNetwork === "wsl1")
    return {
      addresses: [{ address: `127.0.0.1:${PORT}`, by: "same-network" }],
      lines: [],
      source: `${networking}#mirrored-mode-networking`,
    };
  return {
    addresses: gateway === undefined ? [] : [{ address: `${gateway}:${PORT}`, by: "gateway" }],
    lines: [{ line: "setx OLLAMA_HOST 0.0.0.0", use: "windows" }],
    source: `${networking}#accessing-windows-networking-apps-from-linux-host-ip`,
  };
}

const ENGINES = {
  docker: {
    name: "host.docker.internal",
    source:
      "https://docs.docker.com/desktop/features/networking/networking-how-tos/#i-want-to-connect-from-a-container-to-a-service-on-the-host",
  },
  podman: {
    name: "host.containers.internal",
    source: "https://docs.podman.io/en/stable/markdown/podman-run.1.html#add-host-hostname-hostname-ip",
  },
} as const;

/**
 * Docker Desktop and Podman know a name for the machine that runs the container; Docker Engine on Linux only if the
 * container was started with one. There, the gateway is that machine, but a server on its `127.0.0.1` does not answer.
 */
function wayOutOfContainer({ engine = "docker", names, gateway }: Surroundings): WayOut {
  const { name, source } = ENGINES[engine];
  const isNamed = names.includes(name);
  const byName: OtherAddress = { address: `${name}:${PORT}`, by: "name" };
  const byGateway: readonly OtherAddress[] =
    gateway === undefined || isNamed ? [] : [{ address: `${gateway}:${PORT}`, by: "gateway" }];
  const addName: readonly PreparingLine[] =
    engine === "podman" || isNamed
      ? []
      : [{ line: `"runArgs": ["--add-host=${name}:host-gateway"]`, use: "dev-container" }];
  return {
    addresses: [byName, ...byGateway],
    lines: [...addName, { line: "OLLAMA_HOST=0.0.0.0", use: "container-host" }],
    source,
  };
}
