import { useState } from "preact/hooks";

import { Icon } from "../icon/icon.tsx";

type Props = {
  readonly text: string;
  readonly label: string;
  readonly copied: string;
  /** What is copied, for a screen reader; absent: the text itself. */
  readonly about?: string;
};

/** Copies a text, and confirms it in its icon and label. */
export function CopyButton({ text, label, copied, about = text }: Props) {
  const [isCopied, setCopied] = useState(false);
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false), // the browser refuses; the text can still be selected
    );
  return (
    <button
      class="quiet copy"
      onClick={() => void copy()}
      onBlur={() => setCopied(false)}
      aria-label={`${isCopied ? copied : label} ${about}`}
      title={isCopied ? copied : label}
    >
      <Icon name={isCopied ? "check" : "copy"} />
    </button>
  );
}
