import { describe, expect, it } from "vitest";
import { dockerLine, nerdctlLine, podmanList } from "../../../testing/machines/containers/samples.ts";
import { parseContainers, type ListedContainer } from "./container-list.ts";

const ollama: ListedContainer = {
  name: "ollama",
  isRunning: true,
  isOllama: true,
  published: [{ address: "0.0.0.0", first: 11434, last: 11434 }],
};

describe("the list of containers", () => {
  it("of docker is read with its ports, its network and its state", () => {
    const lines = [
      "WARNING: DOCKER_HOST environment variable overrides the active context.",
      dockerLine({ name: "ollama" }),
      dockerLine({ name: "db,web/db", ports: "5432/tcp", image: "postgres:16", command: "postgres" }),
      dockerLine({ name: "old", ports: "", state: "exited", status: "Exited (0) 26 hours ago" }),
      dockerLine({ name: "host", ports: "", network: "host" }),
      "",
    ];
    expect(parseContainers(lines.join("\n"))).toEqual([
      {
        ...ollama,
        published: [
          { address: "0.0.0.0", first: 11434, last: 11434 },
          { address: "::", first: 11434, last: 11434 },
        ],
        isOnHostNetwork: false,
      },
      { name: "db", isRunning: true, isOllama: false, published: [], isOnHostNetwork: false },
      { name: "old", isRunning: false, isOllama: true, published: [], isOnHostNetwork: false },
      { name: "host", isRunning: true, isOllama: true, published: [], isOnHostNetwork: true },
    ]);
  });

  it.each([
    ["0.0.0.0:11434->11434/tcp, :::11434->11434/tcp", ["0.0.0.0", "::"]],
    ["127.0.0.1:11434->11434/tcp", ["127.0.0.1"]],
    ["[fd00::5]:11434->11434/tcp", ["fd00::5"]],
    ["0.0.0.0:11434->11434/udp", []],
    ["11434/tcp", []],
    ["", []],
  ])("of docker with the ports “%s”", (ports, addresses) => {
    const [listed] = parseContainers(dockerLine({ name: "ollama", ports }));
    expect(listed?.published.map(({ address }) => address)).toEqual(addresses);
  });

  it("of docker with a range of ports", () => {
    const [listed] = parseContainers(
      dockerLine({ name: "ollama", ports: "0.0.0.0:11434-11436->11434-11436/tcp" }),
    );
    expect(listed?.published).toEqual([{ address: "0.0.0.0", first: 11434, last: 11436 }]);
  });

  it("of podman is read in its own form, whatever asked for it", () => {
    const text = podmanList(
      { name: "ollama" },
      { name: "range", ports: [{ host: 11440, address: "127.0.0.1", range: 3 }] },
      { name: "host", ports: [] },
      { name: "old", state: "exited" },
    );
    expect(parseContainers(text)).toEqual([
      { ...ollama, published: [{ address: "", first: 11434, last: 11434 }] },
      { ...ollama, name: "range", published: [{ address: "127.0.0.1", first: 11440, last: 11442 }] },
      { ...ollama, name: "host", published: [] },
      { ...ollama, name: "old", isRunning: false, published: [{ address: "", first: 11434, last: 11434 }] },
    ]);
  });

  it("of podman 3 is read too", () => {
    const text =
      '[{"Names":["ollama"],"Image":"docker.io/ollama/ollama","State":"running","Ports":[{"hostPort":11434,"containerPort":11434,"protocol":"tcp","hostIP":""}]}]';
    expect(parseContainers(text)).toEqual([
      { ...ollama, published: [{ address: "", first: 11434, last: 11434 }] },
    ]);
  });

  it("of nerdctl has no state, and the network in a label", () => {
    const lines = [
      nerdctlLine({ name: "ollama" }),
      nerdctlLine({ name: "host", ports: "", network: "host" }),
      nerdctlLine({ name: "old", ports: "", status: "Exited (0) 3 hours ago" }),
    ];
    expect(parseContainers(lines.join("\n"))).toEqual([
      { ...ollama, isOnHostNetwork: false },
      { ...ollama, name: "host", published: [], isOnHostNetwork: true },
      { ...ollama, name: "old", isRunning: false, published: [], isOnHostNetwork: false },
    ]);
  });

  it.each([
    "",
    "[]",
    "null",
    "no JSON",
    "[1, null]",
    '{"Names":"--all","Ports":""}',
    '{"Names":[],"Ports":""}',
  ])("that is “%s” has no containers", (text) => expect(parseContainers(text)).toEqual([]));
});
