import type { DashboardView } from "@paddock/core/views";
import { useRef } from "preact/hooks";
import { Find } from "../find/find.tsx";
import { QueueLine } from "./queue-line.tsx";
import { Queue } from "./queue.tsx";
import "./downloads-tab.css";

/** On the left what can be had, on the right what is coming: pressing Download moves nothing. */
export function DownloadsTab({ view }: { readonly view: DashboardView }) {
  const { find, downloadsTab } = view;
  const { queueLine } = downloadsTab;
  const part = useRef<HTMLDivElement>(null);
  if (!find) return null; // it comes as soon as the host knows that this tab is shown
  const goThere = (): void =>
    part.current?.querySelector<HTMLElement>(".queue .download[tabindex='0']")?.focus();
  return (
    <div class="downloads" ref={part}>
      <Find find={find}>{queueLine && <QueueLine line={queueLine} goThere={goThere} />}</Find>
      <Queue view={view} />
    </div>
  );
}
