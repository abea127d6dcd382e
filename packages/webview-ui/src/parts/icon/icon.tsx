import archive from "@vscode/codicons/src/icons/archive.svg";
import arrowLeft from "@vscode/codicons/src/icons/arrow-left.svg";
import update from "@vscode/codicons/src/icons/arrow-circle-up.svg";
import chevron from "@vscode/codicons/src/icons/chevron-right.svg";
import chip from "@vscode/codicons/src/icons/chip.svg";
import circle from "@vscode/codicons/src/icons/circle-large.svg";
import disc from "@vscode/codicons/src/icons/circle-large-filled.svg";
import slashed from "@vscode/codicons/src/icons/circle-slash.svg";
import close from "@vscode/codicons/src/icons/close.svg";
import download from "@vscode/codicons/src/icons/cloud-download.svg";
import half from "@vscode/codicons/src/icons/color-mode.svg";
import ellipsis from "@vscode/codicons/src/icons/ellipsis.svg";
import loading from "@vscode/codicons/src/icons/loading.svg";
import sort from "@vscode/codicons/src/icons/sort-precedence.svg";
import cloud from "@vscode/codicons/src/icons/cloud.svg";
import pack from "@vscode/codicons/src/icons/package.svg";
import pause from "@vscode/codicons/src/icons/debug-pause.svg";
import check from "@vscode/codicons/src/icons/check.svg";
import copy from "@vscode/codicons/src/icons/copy.svg";
import passed from "@vscode/codicons/src/icons/pass-filled.svg";
import question from "@vscode/codicons/src/icons/question.svg";
import search from "@vscode/codicons/src/icons/search.svg";
import info from "@vscode/codicons/src/icons/info.svg";
import goToFile from "@vscode/codicons/src/icons/go-to-file.svg";
import play from "@vscode/codicons/src/icons/play.svg";
import warning from "@vscode/codicons/src/icons/warning.svg";
import refresh from "@vscode/codicons/src/icons/refresh.svg";
import arrowDown from "@vscode/codicons/src/icons/arrow-down.svg";
import exporting from "@vscode/codicons/src/icons/export.svg";
import report from "@vscode/codicons/src/icons/report.svg";
import history from "@vscode/codicons/src/icons/history.svg";
import arrowUp from "@vscode/codicons/src/icons/arrow-up.svg";
import disconnect from "@vscode/codicons/src/icons/debug-disconnect.svg";
import error from "@vscode/codicons/src/icons/error.svg";
import ordered from "@vscode/codicons/src/icons/list-ordered.svg";
import sync from "@vscode/codicons/src/icons/sync.svg";
import "./icon.css";

const PATHS = {
  archive: pathOf(archive),
  "arrow-circle-up": pathOf(update),
  "arrow-left": pathOf(arrowLeft),
  "chevron-right": pathOf(chevron),
  chip: pathOf(chip),
  "cloud-download": pathOf(download),
  "color-mode": pathOf(half),
  ellipsis: pathOf(ellipsis),
  loading: pathOf(loading),
  "sort-precedence": pathOf(sort),
  "arrow-up": pathOf(arrowUp),
  "arrow-down": pathOf(arrowDown),
  export: pathOf(exporting),
  report: pathOf(report),
  history: pathOf(history),
  "debug-disconnect": pathOf(disconnect),
  "list-ordered": pathOf(ordered),
  sync: pathOf(sync),
  "circle-large": pathOf(circle),
  "circle-large-filled": pathOf(disc),
  "circle-slash": pathOf(slashed),
  close: pathOf(close),
  cloud: pathOf(cloud),
  "debug-pause": pathOf(pause),
  check: pathOf(check),
  copy: pathOf(copy),
  error: pathOf(error),
  "pass-filled": pathOf(passed),
  question: pathOf(question),
  search: pathOf(search),
  info: pathOf(info),
  "go-to-file": pathOf(goToFile),
  package: pathOf(pack),
  play: pathOf(play),
  refresh: pathOf(refresh),
  warning: pathOf(warning),
} as const;

export type IconName = keyof typeof PATHS;

/** One of VS Code's icons, in the colour of the text beside it. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
    <path d={PATHS[name]} />
  </svg>
);

function pathOf(svg: string): string {
  return [...svg.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path).join(" ");
}
