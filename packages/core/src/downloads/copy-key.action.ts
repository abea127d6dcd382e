import * as l10n from "@vscode/l10n";
import { done, refused, type ActionAnswer, type ActionContext } from "../ui/action.ts";

/** Copies the public key that identifies this Ollama to registries, if it is readable. */
export async function copyKey({ files, show }: ActionContext): Promise<ActionAnswer> {
  const key = await files.publicKey();
  if (key === undefined) return refused({ reason: "key-unreadable" });
  await show.copy(key);
  show.mention(
    l10n.t(
      "Ollama's public key was copied. Paste it at ollama.com/settings/keys or huggingface.co/settings/keys.",
    ),
  );
  return done();
}
