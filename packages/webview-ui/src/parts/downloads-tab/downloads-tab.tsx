import type { DashboardView, FindView } from "@paddock/core/views";
import { useRef } from "preact/hooks";
import { Find } from "../find/find.tsx";
import { QueueLine } from "./queue-line.tsx";
import { Queue } from "./queue.tsx";
import "./downloads-tab.css";

type Props = { readonly view: DashboardView; readonly find: FindView };

/** On the left what can be had, on the right what is coming: pressing Download moves nothing. */
export function DownloadsTab({ view, find }: Props) {
  const { queueLine } = view.downloadsTab;
  const part = useRef<HTMLDivElement>(null);
  const goThere = (): void =>
    part.current?.querySelector<HTMLElement>(".queue .download[tabindex='0']")?.focus();
  return (
    <div class="downloads" ref={part}>
      <Find find={find}>
        <QueueLine line={queueLine} goThere={goThere} />
      </Find>
      <Queue view={view} />
    </div>
  );
}
