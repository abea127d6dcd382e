import fc from "fast-check";
import { expect, it } from "vitest";
import { htmlTokens } from "./html-tokens.ts";

const texts = (html: string): readonly string[] =>
  [...htmlTokens(html)].flatMap((token) => (token.kind === "text" ? [token.text] : []));

it("finds tags with their attributes, and texts with decoded entities", () => {
  const html = `<A HREF='/x?a=1&amp;b=2' x-test-model title="a > b">caf&eacute; &#233;&#x1F40E; &lt;b&gt;</A>`;
  expect([...htmlTokens(html)]).toEqual([
    {
      kind: "open",
      name: "a",
      attributes: new Map([
        ["href", "/x?a=1&b=2"],
        ["x-test-model", ""],
        ["title", "a > b"],
      ]),
    },
    { kind: "text", text: "café é🐎 <b>" },
    { kind: "close", name: "a" },
  ]);
});

it("skips scripts, styles, comments and declarations, even if they contain tags", () => {
  const html = `<!doctype html><script>if (a<b) "<p>no</p>"</script><style>p>a{}</style><!-- <p>no</p> --><p>yes</p>`;
  expect(texts(html)).toEqual(["yes"]);
});

it("decodes every named HTML entity and leaves unknown ones as they are", () => {
  expect(texts("<p>&hellip;&nbsp;&rarr;&CounterClockwiseContourIntegral; AT&T &whatever;</p>")).toEqual([
    "…\u00A0→∳ AT&T &whatever;",
  ]);
});

it("joins a text that contains entities and comments", () => {
  expect(texts("<p>1<!-- -->,<!-- -->024 &amp; more</p>")).toEqual(["1,024 & more"]);
});

it("reads invalid tags as text", () => {
  expect(texts("<p>I <3 you, 1 < 2 > 0, it's so</p>")).toEqual(["I <3 you, 1 < 2 > 0, it's so"]);
});

it.each(["<", "<p", '<p class="', "<!--", "<!", "<script>", "</", "&#0;&#xffffff;", "<p a=b c='d"])(
  "reads a page that is cut off after %j",
  (html) => {
    expect(() => [...htmlTokens(`<b>before</b>${html}`)]).not.toThrow();
    expect(texts(`<b>before</b>${html}`)).toContain("before");
  },
);

it("does not fail on any input", () => {
  const piece = fc.constantFrom(
    "<",
    ">",
    '"',
    "'",
    "&",
    "<a ",
    "</",
    "<!--",
    "-->",
    "=",
    "<script",
    "x",
    " ",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
      for (const token of htmlTokens(pieces.join("")))
        if (token.kind === "text") expect(token.text.trim()).not.toBe("");
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  "<",
  "<a ",
  '<a "',
  "<a b='",
  "<!--",
  "<script>",
  "&#",
  "a<b>",
  "</p ",
  '<a href="x" ',
  "<a  ",
  "<a></b>",
])("reads a million characters of %j in linear time", (piece) => {
  const startedMs = performance.now();
  htmlTokens(piece.repeat(1_000_000 / piece.length));
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});
