import type { MachineCase } from "../machine-case.ts";
import { BOOTED, SYSTEM, unitFile, withTools } from "../linux/parts.ts";
import { actsBy, docker, inContainer, machineConnection, nerdctl, onMac, podman } from "./parts.ts";
import { dockerLine, inspection, nerdctlLine, NO_ROOTLESS_CONTAINERD, podmanList } from "./samples.ts";
import { failsWith } from "../fake-machine.ts";

const ollama = { kind: "container", engine: "podman", name: "ollama" } as const;
const LIBPOD =
  "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-a1e86ed01608c1b6e1d4.scope/container";

/** Machines with podman or nerdctl, and with more than one kind of owner. */
export const OTHER_CONTAINER_MACHINES: readonly MachineCase[] = [
  {
    name: "rootless podman, whose port is held by a process of the person",
    source: "podman-run(1), `--publish` and rootlessport; the list was seen with podman 4.3.1",
    isSeen: true,
    machine: withTools(podman({ list: podmanList({ name: "ollama" }) }), {}, [
      { pid: 900, argv: ["rootlessport"], exe: "/usr/libexec/podman/rootlessport" },
    ]),
    ...actsBy(ollama),
  },
  {
    name: "podman with pasta, which holds the port",
    source: "pasta(1), podman-run(1), `--network=pasta`",
    isSeen: false,
    machine: withTools(
      podman({ list: podmanList({ name: "ollama", ports: [{ host: 11434, address: "0.0.0.0" }] }) }),
      {},
      [
        {
          pid: 900,
          argv: ["/usr/bin/pasta", "--config-net", "-t", "11434-11434:11434-11434"],
          exe: "/usr/bin/pasta",
        },
      ],
    ),
    ...actsBy(ollama),
  },
  {
    name: "rootless podman with --network=host: the server is a process of the person",
    source: "podman-run(1), `--network=host`; podman-inspect(1)",
    isSeen: false,
    machine: withTools(
      podman({ list: podmanList({ name: "ollama", ports: [] }), inspected: inspection("host") }),
      {},
      [{ ...inContainer(6841, LIBPOD, 1000), exe: "/bin/ollama", parent: 6800 }],
    ),
    ...actsBy(ollama),
  },
  {
    name: "podman with a container that has neither ports nor the network of the machine",
    source: "podman-run(1), `--network`; podman-inspect(1), as in containers/podman#10898",
    isSeen: false,
    machine: withTools(
      podman({ list: podmanList({ name: "ollama", ports: [] }), inspected: inspection("slirp4netns") }),
      {},
      [],
    ),
    detected: { kind: "another-program" },
    stop: { refused: "not-ours" },
    start: { does: ["spawn ollama serve"], owner: { kind: "paddock" } },
  },
  {
    name: "a pod of podman, of which each container is listed with the ports of the pod",
    source: "podman-pod-create(1), `--publish`; a list of such containers in jdoss/ppngx#18",
    isSeen: false,
    machine: withTools(
      podman({
        list: podmanList(
          { name: "ai-infra", image: "localhost/podman-pause:4.9.0-1706090847" },
          { name: "ai-webui", image: "ghcr.io/open-webui/open-webui:main" },
          { name: "ai-ollama" },
        ),
      }),
      {},
      [],
    ),
    ...actsBy({ ...ollama, name: "ai-ollama" }),
  },
  {
    name: "podman machine on macOS",
    source: "podman-machine(1), podman-system-connection-list(1)",
    isSeen: false,
    machine: onMac(podman({ list: podmanList({ name: "ollama" }), place: machineConnection })),
    ...actsBy({ ...ollama, context: "podman-machine-default" }, "--connection"),
  },
  {
    name: "nerdctl",
    source: "nerdctl's command reference, `nerdctl ps`; a line of finch in a public project",
    isSeen: false,
    machine: withTools(nerdctl({ list: nerdctlLine({ name: "ollama" }) }), {}, []),
    ...actsBy({ kind: "container", engine: "nerdctl", name: "ollama" }),
  },
  {
    name: "nerdctl with --network=host, which its label says",
    source: "nerdctl's command reference, `nerdctl run --network`; pkg/labels",
    isSeen: false,
    machine: withTools(
      nerdctl({
        list: nerdctlLine({ name: "ollama", ports: "", network: "host" }),
        inspected: inspection(""),
      }),
      {},
      [],
    ),
    ...actsBy({ kind: "container", engine: "nerdctl", name: "ollama" }),
  },
  {
    name: "nerdctl's container of before, which belongs to root",
    source: "pkg/rootlessutil of nerdctl, and public threads",
    isSeen: false,
    machine: withTools({ nerdctl: [{ asked: /./, answer: failsWith(1, NO_ROOTLESS_CONTAINERD) }] }, {}, []),
    last: { kind: "container", engine: "nerdctl", name: "ollama" },
    detected: { kind: "container", engine: "nerdctl", name: "ollama" },
    stop: { fails: "needs-rights", does: ["nerdctl stop ollama"], line: "sudo nerdctl stop ollama" },
    start: { fails: "needs-rights", does: ["nerdctl start ollama"], line: "sudo nerdctl start ollama" },
  },
  {
    name: "a container on 11435, and the unit on 11434",
    source: "scripts/install.sh in Ollama's repository; docs.docker.com, “Port publishing and mapping”",
    isSeen: false,
    at: "127.0.0.1:11435",
    machine: withTools(
      docker({ list: dockerLine({ name: "ollama", ports: "0.0.0.0:11435->11434/tcp" }) }),
      { ...BOOTED, [`${SYSTEM}/ollama.service`]: unitFile() },
      [
        {
          pid: 700,
          uid: 997,
          argv: ["/usr/local/bin/ollama", "serve"],
          cgroup: "/system.slice/ollama.service",
        },
      ],
    ),
    ...actsBy({ kind: "container", engine: "docker", context: "default", name: "ollama" }, "--context"),
  },
];
