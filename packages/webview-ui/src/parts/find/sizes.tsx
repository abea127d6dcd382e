import { Fragment } from "preact";
import { useRef } from "preact/hooks";
import { FIT_ICONS } from "../fit/fit-icon.tsx";
import { Icon } from "../icon/icon.tsx";
import { MenuButton } from "../menu/menu-button.tsx";
import type { FindRow } from "@paddock/core/views";
import { useFitting } from "./use-fitting.ts";

type Props = {
  readonly sizes: FindRow["sizes"];
  readonly chosen: string | undefined;
  readonly pick: (key: string) => void;
  readonly isCurrent: boolean;
  /** What the button of the sizes without room is called. */
  readonly more: string;
};

/** The sizes of a model, grouped by whether they fit the memory. Those without room are in a menu. */
export function Sizes({ sizes, chosen, pick, isCurrent, more }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const fitting = useFitting(place, [sizes, chosen]);
  const rest = sizes.slice(fitting);
  const hidden = rest.find(({ key }) => key === chosen);
  const others = rest.length - (hidden ? 1 : 0);
  const text = [hidden?.label, others > 0 && `+${others}`].filter(Boolean).join(" ");
  return (
    <div class="all-sizes" ref={place}>
      {sizes.map(({ key, label, size, situation, note, fit }, index) => (
        <Fragment key={key}>
          {fit && fit.word !== sizes[index - 1]?.fit?.word && (
            <span class={index < fitting ? `fit ${fit.kind}` : `fit ${fit.kind} no-room`} title={fit.why}>
              <Icon name={FIT_ICONS[fit.kind]} />
              {fit.word}
            </span>
          )}
          <button
            class={index < fitting ? "size" : "size no-room"}
            aria-pressed={key === chosen}
            tabIndex={isCurrent && index < fitting ? 0 : -1}
            onClick={() => pick(key)}
            title={situation === "impossible" ? note : (fit?.why ?? "")}
          >
            <span class="label" data-label={label}>
              {label}
            </span>
            {situation === "installed" && <Icon name="check" />}
            {situation === "impossible" && <Icon name="circle-slash" />}
            <span class="dim">{situation === "impossible" || note === "" ? size : note}</span>
          </button>
        </Fragment>
      ))}
      <span class={rest.length > 0 ? "more" : "more no-room"}>
        <MenuButton
          label={`${text} · ${more}`}
          text={text}
          items={rest.map(({ key, label, size }) => ({
            label: `${label} ${size}`,
            isOn: key === chosen,
            run: () => pick(key),
          }))}
        />
      </span>
    </div>
  );
}
