import { useState } from "preact/hooks";

type Props = { readonly text: string; readonly label: string; readonly copied: string };

/** Copies a text, and says that it did. */
export function CopyButton({ text, label, copied }: Props) {
  const [isCopied, setCopied] = useState(false);
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false), // the browser does not let us; the text can be selected
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
