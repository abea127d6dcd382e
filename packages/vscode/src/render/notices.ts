import type { Ask, NoticeView, Tone } from "@paddock/core/views";
import * as vscode from "vscode";

const SHOW = {
  good: vscode.window.showInformationMessage,
  quiet: vscode.window.showInformationMessage,
  busy: vscode.window.showInformationMessage,
  warn: vscode.window.showWarningMessage,
  wrong: vscode.window.showErrorMessage,
} satisfies Record<Tone, (message: string, ...items: string[]) => Thenable<string | undefined>>;

/** Tells each notice once, and takes it away when it was read. */
export function createNoticeTeller(perform: (ask: Ask) => void): (notices: readonly NoticeView[]) => void {
  const told = new Set<number>();

  async function tell({ key, text, tone, actions }: NoticeView): Promise<void> {
    const pressed = await SHOW[tone](text, ...actions.map(({ label }) => label));
    perform({ type: "notice.dismiss", number: key });
    const action = actions.find(({ label }) => label === pressed);
    if (action) perform(action.ask);
  }

  return (notices) => {
    for (const notice of notices) {
      if (told.has(notice.key)) continue;
      told.add(notice.key);
      void tell(notice);
    }
  };
}
