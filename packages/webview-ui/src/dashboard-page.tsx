import type { DashboardView } from "@paddock/core/views";
import { useEffect } from "preact/hooks";
import { focusSoon } from "./focus-soon.ts";
import { ignoreSecondClick } from "./ignore-second-click.ts";
import type { Page } from "./page.ts";
import { ActivityTab } from "./parts/activity-tab/activity-tab.tsx";
import { ApiTab } from "./parts/api-tab/api-tab.tsx";
import { NoChartContext } from "./parts/chart/chart.tsx";
import { DiskTab } from "./parts/disk-tab/disk-tab.tsx";
import { DoctorTab } from "./parts/doctor-tab/doctor-tab.tsx";
import { DownloadsTab } from "./parts/downloads-tab/downloads-tab.tsx";
import { ModelsTab } from "./parts/models-tab/models-tab.tsx";
import { ServiceTab } from "./parts/service-tab/service-tab.tsx";
import { ServiceStrip } from "./parts/service-strip/service-strip.tsx";
import { Tabs } from "./parts/tabs/tabs.tsx";
import { usePersistedState } from "./persisted-state.ts";
import { RequestsContext } from "./requests.ts";
import { useKeyboard } from "./use-keyboard.ts";
import { useRememberedChoice } from "./use-remembered-choice.ts";
import "./dashboard-page.css";

type TabName = NonNullable<DashboardView["opened"]>["part"];

export function DashboardPage({
  page: { view, requests, tellShown, isOutdated },
}: {
  readonly page: Page<DashboardView>;
}) {
  const [tab, setTab] = usePersistedState<TabName>("tab", "models");
  const [followed, setFollowed] = usePersistedState<number>("followed", 0);
  useEffect(() => tellShown(tab), [tab]);
  useKeyboard();
  const { value } = view;
  useRememberedChoice(value, requests.send);
  // A model that was chosen elsewhere (in a tree, in the palette) opens the Models tab, once.
  const chosenNumber = value?.chosen?.number ?? 0;
  useEffect(() => {
    if (chosenNumber === 0 || chosenNumber === followed) return;
    setFollowed(chosenNumber);
    setTab("models");
    if (tab !== "models" && !value?.chosen?.isToTry) focusSoon(".list .windowed");
  }, [chosenNumber]);
  // A tab that an action has opened, once.
  const [lastOpened, setLastOpened] = usePersistedState<number>("opened", 0);
  const opened = value?.opened;
  useEffect(() => {
    if (!opened || opened.number === lastOpened) return;
    setLastOpened(opened.number);
    setTab(opened.part);
    focusSoon(`#tab-${opened.part}`);
  }, [opened?.number]);
  if (!value) return null;
  const { words, service, unfinishedCount } = value;
  if (isOutdated.value) return <p class="empty">{words.outdated}</p>;
  const tabs = [
    {
      key: "models",
      label: words.models,
      count: value.models.order.length,
    },
    { key: "downloads", label: words.downloads, count: unfinishedCount },
    { key: "activity", label: words.activity },
    { key: "api", label: words.api },
    { key: "disk", label: words.disk },
    { key: "service", label: words.service },
    { key: "doctor", label: words.doctor, badge: value.openCount ?? 0 },
  ] as const;
  return (
    <RequestsContext.Provider value={requests}>
      <div class="dashboard" onClickCapture={ignoreSecondClick}>
        <header class="top">
          <ServiceStrip service={service} words={words} showLog={() => setTab("service")} />
          <Tabs tabs={tabs} chosen={tab} choose={setTab} />
        </header>
        <NoChartContext.Provider value={words.noChart}>
          <div class="panel" id={`panel-${tab}`} role="tabpanel" aria-labelledby={`tab-${tab}`}>
            {/* The data of the others comes as soon as the host knows which tab is shown. */}
            {tab === "models" && <ModelsTab view={value} />}
            {tab === "downloads" && value.find && <DownloadsTab view={value} find={value.find} />}
            {tab === "activity" && value.activity && <ActivityTab activity={value.activity} words={words} />}
            {tab === "api" && value.api && <ApiTab api={value.api} words={words} />}
            {tab === "disk" && value.disk && <DiskTab disk={value.disk} words={words} />}
            {tab === "service" && value.serviceTab && <ServiceTab view={value.serviceTab} words={words} />}
            {tab === "doctor" && value.doctor && <DoctorTab doctor={value.doctor} />}
          </div>
        </NoChartContext.Provider>
      </div>
    </RequestsContext.Provider>
  );
}
