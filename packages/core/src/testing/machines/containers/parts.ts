import type { Owner } from "../../../service/owner.ts";
import type { FakeTool, MachineParts } from "../fake-machine.ts";
import type { LinuxProcess } from "../linux/process.ts";
import type { MachineCase } from "../machine-case.ts";
import { connectionList, contextLine } from "./samples.ts";

type Engine = Extract<Owner, { readonly kind: "container" }>["engine"];

/** What an engine's tool answers: to its list, to `inspect`, and to `start` and `stop`. */
type Answers = {
  readonly list: string;
  readonly inspected?: string;
  readonly place?: string;
  readonly act?: FakeTool[number]["answer"];
};

const PLACES = { docker: contextLine("default", "unix:///var/run/docker.sock"), podman: "", nerdctl: "" };

const engineTool = (
  engine: Engine,
  { list, inspected = "[]", place = PLACES[engine], act = "ollama\n" }: Answers,
): FakeTool => [
  { asked: /^(context ls|system connection list) --format/, answer: place },
  { asked: /^ps --format \{\{json \.\}\}$/, answer: list },
  { asked: /^(--\w+ \S+ )?inspect \S+$/, answer: inspected },
  { asked: /^(--\w+ \S+ )?(start|stop) \S+$/, answer: act },
];

export const docker = (answers: Answers) => ({ docker: engineTool("docker", answers) });
export const podman = (answers: Answers) => ({ podman: engineTool("podman", answers) });
export const nerdctl = (answers: Answers) => ({ nerdctl: engineTool("nerdctl", answers) });

export const onMac = (tools: MachineParts["tools"]): MachineParts => ({
  platform: "darwin",
  uid: 501,
  home: "/Users/jane",
  ...(tools && { tools }),
});

export const machineConnection = connectionList(
  "podman-machine-default",
  "ssh://core@127.0.0.1:53685/run/user/501/podman/podman.sock",
);

/** docker's process for a published port: of root, so that its sockets cannot be read. */
export const dockerProxy = (pid: number, port = 11434): LinuxProcess => ({
  pid,
  uid: 0,
  argv: [
    "/usr/bin/docker-proxy",
    "-proto",
    "tcp",
    "-host-ip",
    "0.0.0.0",
    "-host-port",
    `${port}`,
    "-use-listen-fd",
  ],
  cgroup: "/system.slice/docker.service",
});

/** The server in a container, which has a network of its own. */
export const inContainer = (pid: number, cgroup: string, uid = 0): LinuxProcess => ({
  pid,
  uid,
  argv: ["/bin/ollama", "serve"],
  cgroup,
  tcp: "",
});

/** Its owner, and that it is stopped and started by these commands. */
export function actsBy(owner: Extract<Owner, { readonly kind: "container" }>, option?: string) {
  const command = [
    owner.engine,
    ...(option && owner.context !== undefined ? [option, owner.context] : []),
  ].join(" ");
  return {
    detected: owner,
    stop: { does: [`${command} stop ${owner.name}`] },
    start: { does: [`${command} start ${owner.name}`], owner },
  } satisfies Partial<MachineCase>;
}
