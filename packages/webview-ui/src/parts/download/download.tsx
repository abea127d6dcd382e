import type { DownloadRow } from "@paddock/core/views";
import { useMemo } from "preact/hooks";
import { useRequest } from "../../requests.ts";
import { ProgressBar } from "../progress-bar/progress-bar.tsx";
import { Refusal } from "../refusal/refusal.tsx";
import { RowButtons } from "./row-buttons.tsx";
import { StageIcon } from "./stage-icon.tsx";
import "./download.css";

type Props = { readonly row: DownloadRow; readonly index: number; readonly isCurrent: boolean };

/** What a row says of one download, and its buttons. Rendered again only if something of it has changed. */
export function Download({ row, index, isCurrent }: Props) {
  const [send, refusal] = useRequest([row.stage, row.actions]);
  return useMemo(() => {
    const { model, label, line, percent, stage, tone, actions } = row;
    const rest = line.rest === "" ? "" : ` · ${line.rest}`;
    return (
      <>
        <StageIcon stage={stage} />
        <b class="cut" title={model}>
          {label}
        </b>
        <RowButtons actions={actions} index={index} isCurrent={isCurrent} send={send} />
        {refusal === undefined ? (
          <small class="cut">
            <span class={stage === "failed" ? "word wrong" : "word"}>{line.word}</span>
            {rest}
          </small>
        ) : (
          <small>
            <Refusal reason={refusal} />
          </small>
        )}
        <ProgressBar label={model} percent={percent} tone={stage === "still" ? "quiet" : tone} />
      </>
    );
  }, [row, index, isCurrent, refusal]);
}
