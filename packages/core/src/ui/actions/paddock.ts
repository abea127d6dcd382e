import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { installInTerminal } from "../../service/install.action.ts";
import { dashboardPartSchema } from "../dashboard-part.ts";
import { action, done } from "../action.ts";
import { row, title } from "../menus.ts";

/** Actions on Paddock itself, independent of the watched host. */
export const PADDOCK_ACTIONS = {
  "dashboard.open": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Open Paddock"),
    icon: "dashboard",
    doors: { palette: "paddock.openDashboard", page: true },
    menus: [title("service", "navigation@3")],
    run: async ({ show }) => (await show.page("dashboard"), done()),
  }),
  "dashboard.show-part": action({
    about: "paddock",
    input: v.object({ part: dashboardPartSchema }),
    title: () => l10n.t("Show"),
    doors: { page: true },
    run: async ({ show }, { part }) => (await show.page("dashboard", part), done()),
  }),
  "inspector.open": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Open State Inspector"),
    icon: "inspect",
    doors: { palette: "paddock.openInspector", page: true },
    menus: [title("service", "3_look@1")],
    run: async ({ show }) => (await show.page("inspector"), done()),
  }),
  "menu.show": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Show Menu"),
    doors: { palette: "paddock.showMenu" },
    run: async ({ show }) => (await show.menu(), done()),
  }),
  "setting.open": action({
    about: "paddock",
    input: v.object({
      setting: v.picklist([
        "host",
        "hosts",
        "executable",
        "environment",
        "owner",
        "insecure-registries",
        "host-memory",
        "proxy",
      ]),
    }),
    title: () => l10n.t("Open Setting"),
    doors: { page: true },
    run: async ({ show }, { setting }) => (await show.setting(setting), done()),
  }),
  "settings.open": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Open Settings"),
    label: () => l10n.t("Settings"),
    icon: "settings-gear",
    doors: { palette: "paddock.openSettings", page: true },
    menus: [title("service", "3_look@2")],
    run: async ({ show }) => (await show.setting("all"), done()),
  }),
  "executable.open-setting": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Open Executable Setting"),
    icon: "settings-gear",
    doors: { palette: "paddock.service.openExecutableSetting" },
    menus: [row("service", "2_settings@2")],
    run: async ({ show }) => (await show.setting("executable"), done()),
  }),
  "window.reload": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Reload Window"),
    doors: { page: true },
    run: async ({ show }) => (await show.reload(), done()),
  }),
  "ollama.install": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Install Ollama"),
    doors: { page: true },
    run: async ({ show }) => (await show.website("https://ollama.com/download"), done()),
  }),
  "ollama.install-in-terminal": action({
    about: "paddock",
    input: v.object({}),
    title: () => l10n.t("Install Ollama in a Terminal…"),
    label: () => l10n.t("Install in a Terminal…"),
    icon: "terminal",
    doors: { palette: "paddock.installInTerminal", page: true },
    run: installInTerminal,
  }),
};
