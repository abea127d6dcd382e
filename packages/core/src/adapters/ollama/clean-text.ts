/** Control characters, and those that are invisible or change the direction of a text. */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Foreign text without invisible characters, cut after `longest` characters. */
export function cleanText(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(UNSEEN, "");
}

/** The same, for what is shown on one line. */
export const cleanLine = (text: string, longest = 200): string =>
  cleanText(text, longest).replace(/\s+/g, " ").trim();
