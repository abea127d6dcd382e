import { Fragment } from "preact";
import { Icon } from "../icon/icon.tsx";
import type { FindRow } from "./find-result.tsx";

type Props = {
  readonly sizes: FindRow["sizes"];
  readonly chosen: string | undefined;
  readonly pick: (key: string) => void;
  readonly isCurrent: boolean;
};

/** The sizes of a model, after a word where they do not fit. Each is a button that chooses it. */
export const Sizes = ({ sizes, chosen, pick, isCurrent }: Props) =>
  sizes.map(({ key, label, size, situation, note, fit }, index) => (
    <Fragment key={key}>
      {fit && fit.word !== sizes[index - 1]?.fit?.word && (
        <span class="fit" title={fit.why}>
          {fit.word}
        </span>
      )}
      <button
        class="size"
        aria-pressed={key === chosen}
        tabIndex={isCurrent ? 0 : -1}
        onClick={() => pick(key)}
        {...(situation === "impossible" && { title: note })}
      >
        {label}
        {situation === "installed" && <Icon name="check" />}
        {situation === "impossible" && <Icon name="circle-slash" />}
        <span class="dim">{situation === "installed" || situation === "downloading" ? note : size}</span>
      </button>
    </Fragment>
  ));
