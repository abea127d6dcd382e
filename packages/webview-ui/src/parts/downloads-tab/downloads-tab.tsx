import type { DashboardView } from "@paddock/core/views";
import { Find } from "../find/find.tsx";
import { Queue } from "./queue.tsx";
import "./downloads-tab.css";

/** On the left what can be had, on the right what is coming: pressing Download moves nothing. */
export const DownloadsTab = ({ view }: { readonly view: DashboardView }) => (
  <div class="downloads">
    <Find view={view} />
    <Queue view={view} />
  </div>
);
