import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { copyDiagnostics } from "../../doctor/copy-diagnostics.action.ts";
import { hostOf } from "../../app/state.ts";
import { action, done } from "../action.ts";
import { row, title } from "../menus.ts";

/** Actions that find out what is wrong. */
export const DOCTOR_ACTIONS = {
  "doctor.open": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Diagnose Ollama"),
    label: () => l10n.t("Find Out Why"),
    icon: "pulse",
    doors: { palette: "paddock.diagnose", page: true },
    menus: [title("service", "1_service@5"), row("service", "1_host@9")],
    async run({ app, host, show, doctor }) {
      if (host !== undefined && host !== hostOf(app.state())) app.choose(host);
      await show.page("dashboard", "doctor");
      doctor.check();
      return done();
    },
  }),
  "doctor.check": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Check Again"),
    doors: { page: true },
    run({ doctor }) {
      doctor.check();
      return Promise.resolve(done());
    },
  }),
  "doctor.copy": action({
    about: "host",
    input: v.object({}),
    title: () => l10n.t("Copy Diagnostics"),
    icon: "copy",
    doors: { page: true },
    run: copyDiagnostics,
  }),
};
