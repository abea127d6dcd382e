import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";

/** What a page consists of, one after the other. */
export type HtmlToken =
  /** Without entities, without white space around it; never empty. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: "close"; readonly name: string };

/** What stands in these is not for reading. */
const UNREAD: ReadonlySet<string> = new Set(["script", "style", "template", "noscript"]);

/**
 * Reads a page piece by piece: enough to find links and words, whatever lies around them. The tokenizer is used without
 * its parser, which keeps the open tags on a stack: a page of nothing but tags would take it minutes.
 */
export function htmlTokens(html: string): readonly HtmlToken[] {
  const reading = new Reading(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, reading);
  tokenizer.write(html);
  tokenizer.end();
  return reading.tokens;
}

class Reading implements TokenizerCallbacks {
  readonly tokens: HtmlToken[] = [];
  readonly #html: string;
  #text = "";
  #tag = "";
  #attributes = new Map<string, string>();
  #attribute = "";
  #value = "";
  /** The tag whose inside is passed over. */
  #unread: string | undefined;

  constructor(html: string) {
    this.#html = html;
  }

  ontext(start: number, end: number): void {
    this.#text += this.#html.slice(start, end);
  }
  ontextentity(codePoint: number): void {
    this.#text += String.fromCodePoint(codePoint);
  }

  onopentagname(start: number, end: number): void {
    this.#tag = this.#nameAt(start, end);
    this.#attributes = new Map();
  }
  onattribname(start: number, end: number): void {
    this.#attribute = this.#nameAt(start, end);
    this.#value = "";
  }
  onattribdata(start: number, end: number): void {
    this.#value += this.#html.slice(start, end);
  }
  onattribentity(codePoint: number): void {
    this.#value += String.fromCodePoint(codePoint);
  }
  onattribend(): void {
    if (!this.#attributes.has(this.#attribute)) this.#attributes.set(this.#attribute, this.#value);
  }
  onopentagend(): void {
    this.#endText();
    if (this.#unread !== undefined) return;
    this.tokens.push({ kind: "open", name: this.#tag, attributes: this.#attributes });
    if (UNREAD.has(this.#tag)) this.#unread = this.#tag;
  }
  onselfclosingtag(): void {
    this.onopentagend();
  }
  onclosetag(start: number, end: number): void {
    this.#endText();
    const name = this.#nameAt(start, end);
    if (this.#unread !== undefined && this.#unread !== name) return;
    this.#unread = undefined;
    this.tokens.push({ kind: "close", name });
  }

  onend(): void {
    this.#endText();
  }
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}

  #nameAt(start: number, end: number): string {
    return this.#html.slice(start, end).toLowerCase();
  }

  #endText(): void {
    const text = this.#text.trim();
    this.#text = "";
    if (text !== "" && this.#unread === undefined) this.tokens.push({ kind: "text", text });
  }
}
