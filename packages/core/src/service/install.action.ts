import * as l10n from "@vscode/l10n";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";

/** Types the command of a package manager into a terminal; the person reads it, and presses Enter or not. */
export async function installInTerminal(context: ActionContext): Promise<ActionAnswer> {
  const commands = await context.installCommands();
  const [first] = commands;
  if (!first) return refused({ reason: "no-package" });
  const command =
    commands.length === 1
      ? first.command
      : await context.prompt.choose({
          title: l10n.t("Install Ollama in a Terminal"),
          placeholder: l10n.t("Select a package. The command is typed, and runs when you press Enter."),
          choices: commands.map(({ from, command: value }) => ({ value, label: from, detail: value })),
        });
  if (command === undefined) return refused({ reason: "declined" });
  await context.show.terminal(command);
  return done();
}
