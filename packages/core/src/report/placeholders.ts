/** What was in a text before it was redacted. */
export type RedactedKind =
  | "secret"
  | "text"
  | "home"
  | "user"
  | "name"
  | "host"
  | "address"
  | "email"
  | "owner"
  | "model"
  | "id";

/**
 * Numbered placeholders: the same thing has the same one. `redacted-host-1` is also a valid host name, path and part of a
 * model's name, so that a redacted event can still be parsed; and Markdown does not take it for an HTML tag.
 */
export type Placeholders = {
  /** A mark for the placeholder of this text; a text that is only a mark is returned as it is. */
  readonly mark: (kind: RedactedKind, original: string) => string;
  /** Whether this text is a mark of the kind. */
  readonly isMarkOf: (kind: RedactedKind, text: string) => boolean;
  /** Turns the placeholders of an earlier redaction into marks. */
  readonly protect: (text: string) => string;
  /** Turns marks into placeholders. */
  readonly reveal: (text: string) => string;
};

const PLACEHOLDER =
  /redacted-(?:secret|text|home|user|name|host|address|email|owner|model|id)-\d{1,7}(?!\d)/g;
/** Two characters of Unicode's private use: no pattern takes them for a letter, a digit or a delimiter. */
const MARK = /[\uE000-\uE7FF][\uE800-\uEFFF]/g;
const ONLY_MARK = /^[\uE000-\uE7FF][\uE800-\uEFFF]$/;
const STRAY = /[\uE000-\uEFFF]/g;
const HALF = 0x800;

export function createPlaceholders(): Placeholders {
  const numbers = new Map<string, number>();
  const shown: string[] = [];
  const marks = new Map<string, string>();

  const markOf = (placeholder: string): string => {
    const known = marks.get(placeholder);
    if (known !== undefined) return known;
    const index = shown.length;
    if (index >= HALF * HALF) return placeholder;
    const made = String.fromCharCode(0xe000 + Math.floor(index / HALF), 0xe800 + (index % HALF));
    shown.push(placeholder);
    marks.set(placeholder, made);
    return made;
  };
  const indexOf = (mark: string): number =>
    (mark.charCodeAt(0) - 0xe000) * HALF + (mark.charCodeAt(1) - 0xe800);
  const counts = new Map<RedactedKind, number>();

  return {
    mark(kind, original) {
      if (ONLY_MARK.test(original)) return original;
      const key = `${kind} ${original.normalize("NFC").toLowerCase()}`;
      const number = numbers.get(key) ?? (counts.get(kind) ?? 0) + 1;
      if (!numbers.has(key)) counts.set(kind, number);
      numbers.set(key, number);
      return markOf(`redacted-${kind}-${number}`);
    },
    isMarkOf: (kind, text) =>
      ONLY_MARK.test(text) && shown[indexOf(text)]?.startsWith(`redacted-${kind}-`) === true,
    protect: (text) => text.replaceAll(STRAY, "\uFFFD").replaceAll(PLACEHOLDER, markOf),
    reveal: (text) => text.replaceAll(MARK, (mark) => shown[indexOf(mark)] ?? ""),
  };
}
