import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { addHost } from "../../hosts/add-host.action.ts";
import { removeHost } from "../../hosts/remove-host.action.ts";
import { chooseHost } from "../../hosts/choose-host.action.ts";
import { findOnHosts } from "../../hosts/find-on-hosts.action.ts";
import { useOwnComputer } from "../../hosts/use-own-computer.action.ts";
import { hostIdSchema } from "../../hosts/host.ts";
import { isRemovable, isWatched, removable } from "../../hosts/watched-hosts.ts";
import { action, done } from "../action.ts";
import { row, title } from "../menus.ts";

/** Actions on the list of hosts. */
export const HOST_ACTIONS = {
  "host.choose": action({
    about: "paddock",
    /** `to`: absent if the person is to choose. */
    input: v.object({ to: v.exactOptional(hostIdSchema) }),
    title: () => l10n.t("Choose Host…"),
    icon: "server-environment",
    doors: { palette: "paddock.host.choose", page: true },
    menus: [title("service", "2_set@0", "hasHosts"), row("service", "1_host@1")],
    when({ facts: { watched } }, { to }) {
      if (to !== undefined) return isWatched(watched, to) ? undefined : { reason: "not-watched", host: to };
      return watched.length < 2 ? { reason: "only-host" } : undefined;
    },
    run: chooseHost,
  }),
  "host.find-model": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Show Models on All Hosts…"),
    doors: { palette: "paddock.host.findModel" },
    menus: [title("models", "1_hosts@1", "hasHosts")],
    when: ({ facts: { watched } }) => (watched.length < 2 ? { reason: "only-host" } : undefined),
    run: findOnHosts,
  }),
  "host.add": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Add Host…"),
    icon: "add",
    doors: { palette: "paddock.host.add", page: true },
    menus: [title("service", "navigation@0", "hasHosts"), title("service", "2_set@2")],
    run: addHost,
  }),
  "host.use-own-computer": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Use Ollama of Your Own Computer…"),
    icon: "device-desktop",
    doors: { palette: "paddock.host.useOwnComputer", page: true },
    menus: [title("service", "2_set@3", "isRemote")],
    when: ({ local: { remote } }) => (remote === undefined ? { reason: "own-computer" } : undefined),
    run: useOwnComputer,
  }),
  "host.remove": action({
    about: "paddock",
    /** `to`: absent if the person is to choose. */
    input: v.object({ to: v.exactOptional(hostIdSchema) }),
    title: () => l10n.t("Remove Host…"),
    doors: { palette: "paddock.host.remove" },
    menus: [row("service", "2_remove@1")],
    when(state, { to }) {
      if (to !== undefined) return isRemovable(state, to) ? undefined : { reason: "no-such-host", host: to };
      return removable(state.facts.watched).size > 0 ? undefined : { reason: "only-host" };
    },
    run: removeHost,
  }),
  "host.open-setting": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Open Host Setting"),
    icon: "settings-gear",
    doors: { palette: "paddock.host.openSetting" },
    menus: [row("service", "2_settings@1")],
    run: async ({ show }) => (await show.setting("host"), done()),
  }),
};
