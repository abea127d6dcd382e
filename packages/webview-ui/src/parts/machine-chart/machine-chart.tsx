import type { InspectorView } from "@paddock/core/views";
import { usePersistedState } from "../../persisted-state.ts";
import { Fold } from "../fold/fold.tsx";
import { Section } from "../section/section.tsx";
import "./machine-chart.css";

type MachinesView = NonNullable<InspectorView["open"]>["machines"];
type Box = MachinesView["machines"][number]["boxes"][number];
type Props = { readonly machines: MachinesView; readonly words: InspectorView["words"] };

/** A machine as nested boxes, with its state and the steps that led to it. */
export function MachineChart({ machines: { machines, remark }, words }: Props) {
  const [saved, choose] = usePersistedState<string>("machine", "");
  const machine = machines.find(({ key }) => key === saved) ?? machines[0];
  if (!machine)
    return (
      <Section title={words.machine}>
        <p class="dim">{remark}</p>
      </Section>
    );
  const choice = (
    <select
      aria-label={words.machine}
      value={machine.key}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {machines.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  );
  const moves = machine.moves.slice(0, MOST_MOVES);
  return (
    <Section title={words.machine} controls={choice}>
      <ul class="machine-chart" translate={false} aria-label={machine.label}>
        {machine.boxes.map((box) => (
          <ChartBox key={box.key} box={box} />
        ))}
      </ul>
      <p class="dim">{machine.situation}</p>
      {machine.next.length > 0 && (
        <Fold name="machine-next" title={words.next} note={String(machine.next.length)}>
          <ul class="next" translate={false}>
            {machine.next.map((move) => (
              <li key={move}>{move}</li>
            ))}
          </ul>
        </Fold>
      )}
      {moves.length > 0 && (
        <Fold name="machine-moves" title={words.transitions} note={String(moves.length)}>
          <ol class="moves" translate={false}>
            {moves.map(({ key, time, text, by }) => (
              <li key={key}>
                <span class="dim">{time}</span> <span>{text}</span>{" "}
                <small class="cut" title={by}>
                  {by}
                </small>
              </li>
            ))}
          </ol>
        </Fold>
      )}
    </Section>
  );
}

const MOST_MOVES = 8;

/** A state. Whether the machine is or was in it, what it means and what leads out of it are told on hovering and to a screen reader. */
const ChartBox = ({ box }: { readonly box: Box }) => (
  <li
    class={`box ${box.mark} ${box.isFinal ? "final" : ""}`}
    aria-current={box.mark === "now" ? "step" : undefined}
    title={box.about.join("\n")}
  >
    <span>{box.name}</span>
    {box.boxes.length > 0 && (
      <ul>
        {box.boxes.map((one) => (
          <ChartBox key={one.key} box={one} />
        ))}
      </ul>
    )}
  </li>
);
