/**
 * What docker, podman and nerdctl print. Each form is that of a real one, with Ollama's names in it; the functions say where
 * the real one is.
 */

type Listed = {
  readonly name: string;
  readonly ports?: string;
  readonly image?: string;
  readonly command?: string;
  readonly network?: string;
  readonly state?: string;
  readonly status?: string;
};

/** A line of `docker ps --format '{{json .}}'`: docker/cli#4071, and a line of docker 26 in a public test. */
export const dockerLine = ({
  name,
  ports = "0.0.0.0:11434->11434/tcp, [::]:11434->11434/tcp",
  image = "ollama/ollama:latest",
  command = "/bin/ollama serve",
  network = "bridge",
  state = "running",
  status = "Up 2 hours",
}: Listed): string =>
  JSON.stringify({
    Command: `"${command}"`,
    CreatedAt: "2026-10-20 08:20:18 +0000 UTC",
    ID: "01e1a16f5752",
    Image: image,
    Labels: "org.opencontainers.image.ref.name=ubuntu,org.opencontainers.image.version=24.04",
    LocalVolumes: "1",
    Mounts: "ollama",
    Names: name,
    Networks: network,
    Platform: null,
    Ports: ports,
    RunningFor: "5 weeks ago",
    Size: "0B",
    State: state,
    Status: status,
  }).replaceAll(">", String.raw`\u003e`);

/** A line of `nerdctl ps --format '{{json .}}'`, as finch prints it; a public project keeps one of nginx as a sample. */
export const nerdctlLine = ({
  name,
  ports = "0.0.0.0:11434->11434/tcp",
  network = "bridge",
  status = "Up",
}: Listed) =>
  JSON.stringify({
    Command: '"/bin/ollama serve"',
    CreatedAt: "2026-04-11T17:14:21.496755142Z",
    ID: "250762bf59eb",
    Image: "docker.io/ollama/ollama:latest",
    Platform: "linux/arm64/v8",
    Names: name,
    Ports: ports,
    Status: status,
    Runtime: "io.containerd.runc.v2",
    Size: "",
    Labels: `nerdctl/namespace=default,nerdctl/extraHosts=[],nerdctl/hostname=250762bf59eb,nerdctl/networks=["${network}"],nerdctl/platform=linux/arm64/v8`,
  });

type PodmanPort = { readonly host: number; readonly address?: string; readonly range?: number };

/**
 * `podman ps --format '{{json .}}'`, which is the whole list in podman's own form: seen with podman 4.3.1 of Debian 12.
 */
export const podmanList = (
  ...containers: readonly {
    readonly name: string;
    readonly ports?: readonly PodmanPort[];
    readonly state?: string;
    readonly image?: string;
  }[]
): string =>
  JSON.stringify(
    containers.map(
      ({ name, ports = [{ host: 11434 }], state = "running", image = "docker.io/ollama/ollama:latest" }) => ({
        AutoRemove: false,
        Command: ["serve"],
        CreatedAt: "2 minutes ago",
        Exited: state === "exited",
        ExitedAt: -62135596800,
        ExitCode: 0,
        Id: "a1e86ed01608c1b6e1d4a2f0a53fbbcd8d0fbb3c6d60c49fd2e2c2b4c1a20ff1",
        Image: image,
        ImageID: "58574f0f1a2d",
        IsInfra: false,
        Labels: null,
        Mounts: ["/root/.ollama"],
        Names: [name],
        Namespaces: {},
        Networks: [],
        Pid: 6841,
        Pod: "",
        PodName: "",
        Ports:
          ports.length === 0
            ? null
            : ports.map(({ host, address = "", range = 1 }) => ({
                host_ip: address,
                container_port: 11434,
                host_port: host,
                range,
                protocol: "tcp",
              })),
        Size: null,
        StartedAt: 1795916366,
        State: state,
        Status: state === "running" ? "Up 2 minutes ago" : "Exited (0) 5 seconds ago",
        Created: 1795916366,
      }),
    ),
    undefined,
    2,
  );

/** A line of `docker context ls --format '{{json .}}'`: seen with the client 28.2.2; colima's is in a public project. */
export const contextLine = (name: string, endpoint: string, isCurrent = true): string =>
  JSON.stringify({
    Current: isCurrent,
    Description: name === "default" ? "Current DOCKER_HOST based configuration" : name,
    DockerEndpoint: endpoint,
    Error: "",
    Name: name,
  });

/** `podman system connection list --format json` ("podman-system-connection-list"). Not seen on a machine of ours. */
export const connectionList = (name: string, uri: string): string =>
  JSON.stringify([
    { Name: name, URI: uri, Identity: "/Users/jane/.ssh/podman-machine-default", Default: true },
    { Name: `${name}-root`, URI: uri.replace("core@", "root@"), Identity: "", Default: false },
  ]);

/** The parts of `docker|podman inspect NAME` that are read ("docker inspect"; containers/podman#10898 has podman's). */
export const inspection = (network: string, ollamaHost = "0.0.0.0:11434"): string =>
  inspected(network, ["/bin/ollama", "serve"], [`OLLAMA_HOST=${ollamaHost}`, "NVIDIA_VISIBLE_DEVICES=all"]);

/** The same of a container that runs a program. */
export const inspected = (
  network: string,
  [program, ...rest]: readonly string[],
  environment: readonly string[] = [],
): string =>
  JSON.stringify(
    [
      {
        Path: program,
        Args: rest,
        Id: "06eed290bb7707029785e3153220634bb2161db14769d1b8820053c239e04cd6",
        State: { Status: "running", Running: true, Paused: false, Pid: 6841 },
        HostConfig: { Binds: ["ollama:/root/.ollama"], NetworkMode: network, PortBindings: {} },
        Config: { Env: ["PATH=/usr/local/sbin:/usr/bin", ...environment] },
      },
    ],
    undefined,
    4,
  );

/** docker, exit 1 ("Linux post-installation steps", and many public threads). */
export const NO_SOCKET_RIGHTS =
  'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get "http://%2Fvar%2Frun%2Fdocker.sock/v1.24/containers/json": dial unix /var/run/docker.sock: connect: permission denied';

/** docker, exit 1: seen with the client 28.2.2. */
export const NO_DAEMON =
  "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?";

/** nerdctl, exit 1 (`pkg/rootlessutil` of nerdctl, and public threads). Not seen on a machine of ours. */
export const NO_ROOTLESS_CONTAINERD =
  'time="2026-11-28T10:00:00Z" level=fatal msg="rootless containerd not running? (hint: use `containerd-rootless-setuptool.sh install` to start rootless containerd): stat /run/user/1000/containerd-rootless: no such file or directory"';

/** kubectl, exit 1: the person may look at a deployment, and may not scale it (many public threads). */
export const RBAC_REFUSAL =
  'Error from server (Forbidden): deployments.apps "ollama" is forbidden: User "jane" cannot patch resource "deployments/scale" in API group "apps" in the namespace "prod"';

/** kubectl, exit 1. */
export const NO_KUBE_CONTEXT = 'error: context "lab" does not exist';

/** kubectl, exit 1. */
export const NO_WORKLOAD = 'Error from server (NotFound): deployments.apps "ollama" not found';
