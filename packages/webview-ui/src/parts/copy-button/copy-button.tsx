import { useState } from "preact/hooks";

type Props = { readonly text: string; readonly label: string; readonly copied: string };

/** Copies a text, and confirms it in its label. */
export function CopyButton({ text, label, copied }: Props) {
  const [isCopied, setCopied] = useState(false);
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false), // the browser refuses; the text can still be selected
    );
  return (
    <button
      class="quiet"
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
      aria-label={`${label} ${text}`}
    >
      {isCopied ? copied : label}
    </button>
  );
}
