import type { FakeOllama } from "@paddock/core/testing";

const THOUGHTS = "The person asks about horses. They stand while they sleep, since they may have to flee.";
const ANSWER =
  "Horses have a “stay apparatus”: ligaments and tendons that lock the joints of their legs, so that they rest without " +
  "falling. Standing, they can flee at once. <b>For deep sleep</b> they do lie down, but only for half an hour a day.";

/** In so many parts comes an answer that is measured. */
const MEASURED_PARTS = 5;

/** Answers requests that are sent again and again. */
export function answerMeasured(ollama: FakeOllama): void {
  const open = (): FakeOllama["answers"] => ollama.answers.filter(({ isOpen }) => isOpen);
  const sent = new Map<FakeOllama["answers"][number], number>();
  const timer = setInterval(() => {
    for (const answer of open()) {
      const { lines$ } = answer;
      const count = (sent.get(answer) ?? 0) + 1;
      sent.set(answer, count);
      lines$.next({ kind: "part", text: "one, ", thought: "", raw: "{}" });
      if (count < MEASURED_PARTS) continue;
      lines$.next({ kind: "end", figures: { answerTokens: 12 }, isCut: true, raw: '{"done":true}' });
      lines$.complete();
    }
    if (open().length === 0) clearInterval(timer);
  }, 30);
}

/** Answers the last request: the model is loaded first, then it thinks, then it writes; a prompt “fail” breaks off. */
export function answerAsScene(ollama: FakeOllama): void {
  const answer = ollama.answers.at(-1);
  if (!answer) return;
  const { lines$, request } = answer;
  const { model } = request.body;
  const fails = JSON.stringify(request.body).includes("fail");
  const figures = { loadMs: 1_412, promptTokens: 24, answerTokens: 87, tokensPerSecond: 61.4 };
  if (request.endpoint === "/api/embed") {
    const first = [0.0123, -0.4567, 0.089, 0.1];
    lines$.next({ kind: "vector", size: 768, first, figures: { loadMs: 12, promptTokens: 9 }, raw: "{}" });
    lines$.complete();
    return;
  }
  const say = (text: string, thought: string): void =>
    lines$.next({ kind: "part", text, thought, raw: JSON.stringify({ message: { content: text } }) });
  const steps = [
    () => (ollama.loaded = ollama.models.filter(({ name }) => name === model)),
    ...(THOUGHTS.match(/\S+\s*/g) ?? []).map((word) => () => say("", word)),
    ...(ANSWER.match(/\S+\s*/g) ?? []).map((word) => () => say(word, "")),
  ];
  const timer = setInterval(() => {
    const step = answer.isOpen ? steps.shift() : undefined;
    step?.();
    if (step && !(fails && steps.length < 10)) return;
    clearInterval(timer);
    if (!answer.isOpen) return;
    if (fails) return ollama.die();
    lines$.next({ kind: "end", figures, isCut: false, raw: '{"done":true}' });
    lines$.complete();
  }, 25);
}
