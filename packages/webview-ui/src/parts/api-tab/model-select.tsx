import type { ApiTabView } from "@paddock/core/views";
import { useRequest } from "../../requests.ts";

/** Chooses the model of this window, which the Models tab shows too. */
export function ModelSelect({ call: { model, models, words } }: { readonly call: ApiTabView["call"] }) {
  const [send] = useRequest();
  if (model === null) return null;
  const choose = (name: string): void => {
    const chosen = models.find(({ key }) => key === name);
    if (chosen) send({ type: "model.choose", model: chosen.key });
  };
  return (
    <select
      aria-label={words.model}
      value={model}
      title={model}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    >
      {models.map(({ key, label }) => (
        <option key={key} value={key}>
          {label}
        </option>
      ))}
    </select>
  );
}
