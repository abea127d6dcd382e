import type { TryView } from "@paddock/core/views";
import { useRequest } from "../../requests.ts";

type Props = { readonly view: Pick<TryView, "model" | "compare" | "beside"> };

/** Chooses the model that is asked the same. */
export function CompareWith({ view: { model, compare, beside } }: Props) {
  const [send] = useRequest();
  if (!compare) return null;
  const choose = (name: string): void => {
    const chosen = compare.choices.find((choice) => choice.model === name);
    send({ type: "try.compare", model, ...(chosen && { beside: chosen.model }) });
  };
  return (
    <select
      aria-label={compare.label}
      value={beside?.model ?? ""}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      <option value="">{compare.none}</option>
      {compare.choices.map((choice) => (
        <option key={choice.model} value={choice.model}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
