import type { TryView } from "@paddock/core/views";
import { useRequest } from "../../requests.ts";

type Props = { readonly view: Pick<TryView, "compare" | "beside"> };

/** Chooses the model that is asked the same. */
export function CompareWith({ view: { compare, beside } }: Props) {
  const [send] = useRequest();
  if (!compare) return null;
  const choose = (name: string): void => {
    const chosen = compare.choices.find(({ model }) => model === name);
    send({ type: "try.compare", ...(chosen && { beside: chosen.model }) });
  };
  return (
    <select
      aria-label={compare.label}
      value={beside?.model ?? ""}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      <option value="">{compare.none}</option>
      {compare.choices.map(({ model, label }) => (
        <option key={model} value={model}>
          {label}
        </option>
      ))}
    </select>
  );
}
