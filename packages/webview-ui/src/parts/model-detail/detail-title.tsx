import type { DashboardView } from "@paddock/core/views";
import type { ComponentChildren } from "preact";
import { Icon } from "../icon/icon.tsx";

type Props = {
  readonly title: string;
  /** The whole name, for the tooltip. */
  readonly whole: string;
  readonly words: DashboardView["words"];
  readonly goBack: () => void;
  /** The buttons. */
  readonly children?: ComponentChildren;
};

/** What the details are about; in a narrow window also the way back to the list. */
export const DetailTitle = ({ title, whole, words, goBack, children }: Props) => (
  <header class="title">
    <button class="icon-button back" aria-label={words.back} title={words.back} onClick={goBack}>
      <Icon name="arrow-left" />
    </button>
    <h2 title={whole}>{title}</h2>
    <span class="buttons">{children}</span>
  </header>
);
