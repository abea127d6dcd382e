/** Control characters, invisible characters and those that change the text direction. */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** All that names, digests and most words of Ollama have. */
const PRINTABLE = /^[!-~]*$/;

/** Removes invisible characters from foreign text and cuts it after `longest` characters. */
export function cleanText(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(INVISIBLE, "");
}

/** The same, and puts the text on one line. */
export const cleanLine = (text: string, longest = 200): string =>
  text.length <= longest && PRINTABLE.test(text)
    ? text
    : cleanText(text, longest).replace(/\s+/g, " ").trim();
