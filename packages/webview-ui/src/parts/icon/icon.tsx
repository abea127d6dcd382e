import archive from "@vscode/codicons/src/icons/archive.svg";
import arrowLeft from "@vscode/codicons/src/icons/arrow-left.svg";
import update from "@vscode/codicons/src/icons/arrow-circle-up.svg";
import chevron from "@vscode/codicons/src/icons/chevron-right.svg";
import chip from "@vscode/codicons/src/icons/chip.svg";
import ring from "@vscode/codicons/src/icons/circle.svg";
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
import stop from "@vscode/codicons/src/icons/primitive-square.svg";
import terminal from "@vscode/codicons/src/icons/terminal.svg";
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

const ICONS = {
  archive: drawingOf(archive),
  "arrow-circle-up": drawingOf(update),
  "arrow-left": drawingOf(arrowLeft),
  "chevron-right": drawingOf(chevron),
  chip: drawingOf(chip),
  "cloud-download": drawingOf(download),
  "color-mode": drawingOf(half),
  ellipsis: drawingOf(ellipsis),
  loading: drawingOf(loading),
  "sort-precedence": drawingOf(sort),
  "arrow-up": drawingOf(arrowUp),
  "arrow-down": drawingOf(arrowDown),
  export: drawingOf(exporting),
  report: drawingOf(report),
  history: drawingOf(history),
  "debug-disconnect": drawingOf(disconnect),
  "list-ordered": drawingOf(ordered),
  sync: drawingOf(sync),
  circle: drawingOf(ring),
  "circle-large": drawingOf(circle),
  "circle-large-filled": drawingOf(disc),
  "circle-slash": drawingOf(slashed),
  close: drawingOf(close),
  cloud: drawingOf(cloud),
  "debug-pause": drawingOf(pause),
  check: drawingOf(check),
  copy: drawingOf(copy),
  error: drawingOf(error),
  "pass-filled": drawingOf(passed),
  question: drawingOf(question),
  search: drawingOf(search),
  info: drawingOf(info),
  "go-to-file": drawingOf(goToFile),
  package: drawingOf(pack),
  play: drawingOf(play),
  "primitive-square": drawingOf(stop),
  refresh: drawingOf(refresh),
  terminal: drawingOf(terminal),
  warning: drawingOf(warning),
} as const;

export type IconName = keyof typeof ICONS;

/** One of VS Code's icons, in the colour of the text beside it. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox={ICONS[name].viewBox} aria-hidden="true">
    <path d={ICONS[name].path} />
  </svg>
);

function drawingOf(svg: string): { readonly viewBox: string; readonly path: string } {
  return {
    viewBox: / viewBox="([^"]+)"/.exec(svg)?.[1] ?? "0 0 16 16", // some are drawn on 24
    path: [...svg.matchAll(/ d="([^"]+)"/g)].map(([, path]) => path).join(" "),
  };
}
