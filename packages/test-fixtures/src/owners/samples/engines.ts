// podman: seen for real with podman 4.3.1 (Debian 12) in a mount namespace. docker: the words without a running engine
// and those of contexts were seen with the client 28.2.2; lists and "no such container" are from docker/cli#4071 and
// the reference pages "docker container ls", "docker inspect". nerdctl: from its pages and issues
// (containerd/nerdctl#4338, #4418); not seen on a machine of ours.

/** docker, exit 1. */
export const NO_DAEMON = (endpoint: string): string =>
  `Cannot connect to the Docker daemon at ${endpoint}. Is the docker daemon running?`;

/** docker, exit 1. Not seen on a machine of ours: from Docker's "Linux post-installation steps". */
export const NO_DAEMON_RIGHTS = (path: string): string =>
  `permission denied while trying to connect to the Docker daemon socket at unix://${path}: ` +
  `Get "http://${encodeURIComponent(path)}/v1.50/containers/json": dial unix ${path}: connect: permission denied`;

/** docker, exit 1. */
export const NO_CONTEXT = (name: string): string =>
  `Failed to initialize: unable to resolve docker endpoint: context "${name}": context not found: ` +
  "open /home/someone/.docker/contexts/meta/9e62f93e/meta.json: no such file or directory";

/** `start`, `stop`, `logs` of a name that the engine does not have, with its exit code. */
export const NO_CONTAINER = {
  docker: (name: string) => ({ code: 1, err: `Error response from daemon: No such container: ${name}` }),
  podman: (name: string) => ({
    code: 125,
    err: `Error: no container with name or ID "${name}" found: no such container`,
  }),
  nerdctl: (name: string) => ({
    code: 1,
    err: `time="2026-11-28T10:00:00Z" level=fatal msg="1 errors:\\nno such container ${name}"`,
  }),
} as const;

/** `inspect` of such a name. */
export const NO_OBJECT = {
  docker: (name: string) => ({ code: 1, err: `error: no such object: ${name}` }),
  podman: (name: string) => ({ code: 125, err: `Error: inspecting object: no such object: "${name}"` }),
  nerdctl: (name: string) => ({
    code: 1,
    err: `time="2026-11-28T10:00:00Z" level=fatal msg="1 errors:\\nno such object ${name}"`,
  }),
} as const;
