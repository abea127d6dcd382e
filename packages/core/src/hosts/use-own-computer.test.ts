import { describe, expect, it } from "vitest";
import { openActionBench } from "../testing/action-bench.ts";
import { host } from "../testing/events.ts";
import { isOffered } from "../ui/actions.ts";
import type { FakeOptions } from "../testing/fake-ports.ts";

/** A window on a remote machine, whose person chooses the option that starts with this label. */
async function openIn(remote: string, label: string, options: FakeOptions = {}) {
  const bench = await openActionBench({ ...options, remote });
  const asked: { title: string; placeholder: string; labels: string[] }[] = [];
  bench.context.prompt.choose = async ({ title, placeholder, choices }) => {
    asked.push({ title, placeholder, labels: choices.map((one) => one.label) });
    return choices.find((one) => one.label.startsWith(label))?.value;
  };
  const prefilled: string[] = [];
  bench.context.prompt.text = async ({ value }) => (prefilled.push(value), value);
  return { ...bench, asked, prefilled };
}
const use = { type: "host.use-own-computer" } as const;

describe("the Ollama of the person's own computer", () => {
  it("is added from a container by the name that its engine gives, tested only then", async () => {
    const { ask, asked, prefilled, hosts, surroundings, app } = await openIn("dev-container", "Add host.");
    surroundings.found = { engine: "docker", names: ["host.docker.internal"] };
    let tests = 0;
    hosts.find = () => (tests++, { kind: "found", answering: { version: "0.40.0" }, models: 3 });
    expect((await ask(use)).refusal).toBeUndefined();
    expect(asked[0]?.title).toBe("Ollama of the machine that runs this container");
    expect(asked[0]?.labels).toEqual([
      "Add host.docker.internal:11434…",
      "Copy “OLLAMA_HOST=0.0.0.0”",
      "Enter Another Address…",
      "Read How It Works",
    ]);
    expect(prefilled).toEqual(["host.docker.internal:11434", "Outside the container"]);
    expect(hosts.listed).toEqual([
      { name: "Outside the container", address: "http://host.docker.internal:11434" },
    ]);
    expect(tests).toBe(1);
    expect(app.state().local.chosen).toBe("http://host.docker.internal:11434");
  });

  it("is not tested, and nothing is added, if the person closes the list", async () => {
    const { ask, hosts } = await openIn("ssh-remote", "nothing");
    hosts.find = () => expect.unreachable("no address is tried unasked");
    expect((await ask(use)).refusal).toEqual({ reason: "declined" });
    expect(hosts.listed).toEqual([]);
  });

  it("is reached by a forward beside the Ollama of an SSH host, whose line can be copied", async () => {
    const { ask, asked, person } = await openIn("ssh-remote", "Copy “RemoteForward");
    await ask(use);
    expect(asked[0]?.labels).toEqual([
      "Copy “RemoteForward 11435 127.0.0.1:11434”",
      "Copy “ssh -N -R 11435:127.0.0.1:11434 HOST”",
      "Add 127.0.0.1:11435…",
      "Enter Another Address…",
      "Read How It Works",
    ]);
    expect(person.shown).toEqual([
      "clipboard: RemoteForward 11435 127.0.0.1:11434",
      "Copied. Save it, connect this window again, then add the host. All users of that machine can then use your Ollama, without a password.",
    ]);
  });

  it("takes the place of Ollama on an SSH host that has none", async () => {
    const { ask, asked, owner, clock, app } = await openIn("ssh-remote", "Show");
    owner.isThere = false;
    await app.dispatch({ type: "service.start", host });
    await clock.pass(100);
    await ask(use);
    expect(asked[0]?.labels[0]).toBe("Copy “RemoteForward 11434 127.0.0.1:11434”");
    expect(asked[0]?.labels[2]).toBe("Show this machine");
  });

  it("is shown already where WSL shares its network with Windows", async () => {
    const { ask, asked, surroundings, hosts } = await openIn("wsl", "Show");
    surroundings.found = { names: [], wslNetwork: "mirrored" };
    expect((await ask(use)).refusal).toBeUndefined();
    expect(asked[0]?.labels).toEqual(["Show this machine", "Enter Another Address…", "Read How It Works"]);
    expect(hosts.listed).toEqual([]);
  });

  it("is opened to the network only by the person, who is told so", async () => {
    const { ask, person, surroundings } = await openIn("wsl", "Copy");
    surroundings.found = { names: [], wslNetwork: "nat", gateway: "172.31.224.1" };
    await ask(use);
    expect(person.shown).toEqual([
      "clipboard: setx OLLAMA_HOST 0.0.0.0",
      "Copied. Quit Ollama there and start it again, then add the host. It is then reachable from your network, without a password.",
    ]);
  });

  it.each([
    ["tunnel", /not lead back/],
    ["codespaces", /runs at GitHub/],
    ["10.0.0.7:8080", /same network/],
  ])("has honest words where nothing leads back by itself: %s", async (remote, words) => {
    const { ask, asked, person } = await openIn(remote, "Read");
    await ask(use);
    expect(asked[0]?.placeholder).toMatch(words);
    expect(person.shown[0]).toMatch(/^website: https:/);
  });

  it("is the one that is shown in a window of that computer", async () => {
    const { ask, app } = await openActionBench();
    expect(isOffered(app.state(), use)).toBe(false);
    expect((await ask(use)).refusal).toEqual({ reason: "own-computer" });
  });
});
