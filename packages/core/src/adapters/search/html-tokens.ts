import { Tokenizer, type TokenizerCallbacks } from "htmlparser2";

/** The parts of a page, in order. */
type HtmlToken =
  /** Entities are decoded and the text is trimmed; never empty. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "open"; readonly name: string; readonly attributes: ReadonlyMap<string, string> }
  | { readonly kind: "close"; readonly name: string };

/** The content of these elements is not visible. */
const INVISIBLE_ELEMENTS: ReadonlySet<string> = new Set(["script", "style", "template", "noscript"]);

/**
 * Splits a page into tags and texts, which is enough to find links and words. It uses the tokenizer without its parser:
 * the parser keeps open tags on a stack, and takes minutes for a page of nothing but tags.
 */
export function htmlTokens(html: string): readonly HtmlToken[] {
  const collector = new TokenCollector(html);
  const tokenizer = new Tokenizer({ decodeEntities: true }, collector);
  tokenizer.write(html);
  tokenizer.end();
  return collector.tokens;
}

class TokenCollector implements TokenizerCallbacks {
  readonly tokens: HtmlToken[] = [];
  readonly #html: string;
  #text = "";
  #tag = "";
  #attributes = new Map<string, string>();
  #attribute = "";
  #value = "";
  /** The invisible element that is being skipped. */
  #skipped: string | undefined;

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
    if (this.#skipped !== undefined) return;
    this.tokens.push({ kind: "open", name: this.#tag, attributes: this.#attributes });
    if (INVISIBLE_ELEMENTS.has(this.#tag)) this.#skipped = this.#tag;
  }
  onselfclosingtag(): void {
    this.onopentagend();
  }
  onclosetag(start: number, end: number): void {
    this.#endText();
    const name = this.#nameAt(start, end);
    if (this.#skipped !== undefined && this.#skipped !== name) return;
    this.#skipped = undefined;
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
    if (text !== "" && this.#skipped === undefined) this.tokens.push({ kind: "text", text });
  }
}
