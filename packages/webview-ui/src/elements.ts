import "@vscode-elements/elements/dist/vscode-button/index.js";
import type { VscodeButton } from "@vscode-elements/elements/dist/vscode-button/vscode-button.js";
import type { HTMLAttributes } from "preact";

/** An element's own properties, and those of every HTML element. */
type Custom<Own extends HTMLElement> = Omit<Partial<Own>, keyof HTMLElement> & HTMLAttributes<Own>;

declare module "preact" {
  // Declares custom elements to JSX.
  namespace JSX {
    interface IntrinsicElements {
      "vscode-button": Custom<VscodeButton>;
    }
  }
}
