import "../src/theme.css"; // before the parts, whose rules override it
import {
  serve,
  type FromPage,
  type HostEnd,
  type Json,
  type PageEnd,
  type Perform,
  type ToPage,
} from "@paddock/core/protocol";
import {
  dashboardView,
  inspectorView,
  type ActionRequest,
  type DashboardView,
  type InspectorView,
} from "@paddock/core/views";
import { render } from "preact";
import { combineLatest, map } from "rxjs";
import { DashboardPage } from "../src/dashboard-page.tsx";
import "../src/elements.ts";
import { InspectorPage } from "../src/inspector-page.tsx";
import { openPage } from "../src/page.ts";
import { PersistedStateContext } from "../src/persisted-state.ts";
import { showIn } from "./language.ts";
import { stateOfTab } from "./state-of-tab.ts";
import { sceneDiskOf } from "./scene-disk.ts";
import { sceneDoctorOf } from "./scene-doctor.ts";
import { openSceneInspector, sceneHistoryOf } from "./scene-inspector.ts";
import { sceneLogOf } from "./scene-log.ts";
import { openScene } from "./scene.ts";
import "./themes.css";

const query = new URLSearchParams(location.search);
const theme = query.get("theme") ?? "dark";
document.documentElement.dataset["theme"] = theme;
// VS Code gives the body both classes in its light one.
if (theme.startsWith("hc")) document.body.classList.add("vscode-high-contrast");
if (theme === "hc-light") document.body.classList.add("vscode-high-contrast-light");
showIn(query.get("language"));
const root = document.getElementById("page");
if (root) await showPage(root, query.get("page") ?? "dashboard");

/** Connects the page to a fake host in the same window. */
async function showPage(element: HTMLElement, page: string): Promise<void> {
  const scene = await openScene({
    modelCount: Number(query.get("models") ?? 6),
    isHostInvalid: query.get("host") === "invalid",
    queuedCount: Number(query.get("queued") ?? 0),
    coming: query.get("coming") ?? (query.get("models") === "0" ? undefined : "gemma4:12b"),
    isHostile: query.has("hostile"),
    log: sceneLogOf(query.get("log")),
    disk: sceneDiskOf(query.get("disk")),
    headerNames: query.getAll("header"),
    doctor: sceneDoctorOf(query.get("doctor")),
    release: query.get("release"),
  });
  const { app, writeLog, part$, perform } = scene;
  if (page === "inspector") {
    const inspecting = openSceneInspector(app, sceneHistoryOf(query.get("history")));
    const view$ = combineLatest([app.state$, inspecting.inspected$]).pipe(
      map(([state, shown]) => inspectorView(state, shown, Date.now())),
    );
    const { host, guest } = wire<InspectorView>();
    serve(view$, inspecting.perform, host);
    render(<InspectorPage page={openPage<InspectorView>(guest)} />, element);
    return;
  }
  const { host, guest } = wire<DashboardView>();
  addEventListener("scene-log", (event) => {
    const said: unknown = event instanceof CustomEvent && event.detail;
    if (typeof said === "string") writeLog(said.split("\n"));
  });
  addEventListener("scene-hang", (event) => {
    if (event instanceof CustomEvent) scene.hang(String(event.detail));
  });
  addEventListener("scene-release", scene.release);
  host.receive((message) => {
    if (message.type === "showing") part$.next(message.part);
  });
  const view$ = combineLatest({
    state: app.state$,
    isShown: part$.pipe(map((shown) => (part: string) => part === shown)),
    chosen: scene.chosen$,
    log: scene.log$,
    activity: scene.activity$,
    tries: scene.tries$,
    search: scene.search$,
    disk: scene.disk$,
    store: scene.store$,
    api: scene.api$,
    doctor: scene.doctor$,
    opened: scene.opened$,
  }).pipe(map(({ state, ...tabs }) => dashboardView(state, Date.now(), tabs)));
  serve(view$, refusing(perform), host);
  render(
    <PersistedStateContext.Provider value={stateOfTab}>
      <DashboardPage page={openPage<DashboardView>(guest)} />
    </PersistedStateContext.Provider>,
    element,
  );
}

/**
 * Refuses `refuse` too. With `dialogs`, what is refused is first asked about in a dialog of VS Code, which stays open until
 * the event `scene-answered`.
 */
function refusing(perform: Perform<ActionRequest>): Perform<ActionRequest> {
  const refused = query.getAll("refuse");
  return async (request) => {
    const refusal = refused.includes(request.type) ? "Refused by the preview." : await perform(request);
    if (refusal !== undefined && query.has("dialogs"))
      await new Promise((resolve) => addEventListener("scene-answered", resolve, { once: true }));
    return refusal;
  };
}

/** What the host says after the event `scene-silent` waits for `scene-heard`, and then comes frame by frame. */
function heard<Message>(send: (message: Message) => void): (message: Message) => void {
  let waiting: Message[] | undefined;
  const hearNext = (): void => {
    const next = waiting?.shift();
    if (next === undefined) waiting = undefined;
    else {
      send(next);
      requestAnimationFrame(hearNext);
    }
  };
  addEventListener("scene-silent", () => (waiting ??= []));
  addEventListener("scene-heard", hearNext);
  return (message) => (waiting ? void waiting.push(message) : send(message));
}

function wire<View extends Json>(): {
  readonly host: HostEnd<View, ActionRequest>;
  readonly guest: PageEnd<View, ActionRequest>;
} {
  const toHost = new Set<(message: FromPage<ActionRequest>) => void>();
  const toGuest = new Set<(message: ToPage<View>) => void>();
  const receiveIn =
    <Message,>(listeners: Set<(message: Message) => void>) =>
    (listener: (message: Message) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
  // Cloned, as `postMessage` does, so that a value which is not JSON fails here too.
  const sendTo =
    <Message,>(listeners: Set<(message: Message) => void>) =>
    (message: Message) =>
      listeners.forEach((listener) => listener(structuredClone(message)));
  return {
    host: { send: heard(sendTo(toGuest)), receive: receiveIn(toHost) },
    guest: { send: sendTo(toHost), receive: receiveIn(toGuest) },
  };
}
