import type { DashboardView } from "@paddock/core/views";
import { useEffect } from "preact/hooks";
import { useKept } from "./memory.ts";
import { AskingContext, type Page } from "./page.ts";
import { ApiTab } from "./parts/api-tab.tsx";
import { DownloadsTab } from "./parts/downloads-tab.tsx";
import { ModelsTab } from "./parts/models-tab.tsx";
import { ServiceStrip } from "./parts/service-strip.tsx";
import { Tabs } from "./parts/tabs.tsx";

type TabName = "models" | "downloads" | "api";

/** The main panel. */
export function DashboardPage({
  page: { view, asking, isOutdated },
}: {
  readonly page: Page<DashboardView>;
}) {
  const [tab, setTab] = useKept<TabName>("tab", "models");
  const [followed, setFollowed] = useKept<number>("followed", 0);
  const { value } = view;
  // Whoever chose a model elsewhere (a tree, the palette) wants to see it, once.
  const chosenNumber = value?.chosen?.number ?? 0;
  useEffect(() => {
    if (chosenNumber === 0 || chosenNumber === followed) return;
    setFollowed(chosenNumber);
    setTab("models");
  }, [chosenNumber]);
  if (!value) return null;
  const { words, service, models, unfinishedCount } = value;
  if (isOutdated.value) return <p class="empty">{words.outdated}</p>;
  const tabs = [
    { key: "models", label: words.models, count: models.order.length },
    { key: "downloads", label: words.downloads, count: unfinishedCount },
    { key: "api", label: words.api },
  ] as const;
  return (
    <AskingContext.Provider value={asking}>
      <div class="dashboard">
        <header class="top">
          <ServiceStrip service={service} words={words} />
          <Tabs tabs={tabs} chosen={tab} choose={setTab} />
        </header>
        <div class="panel" id={`panel-${tab}`} role="tabpanel" aria-labelledby={`tab-${tab}`}>
          {tab === "models" && <ModelsTab view={value} />}
          {tab === "downloads" && <DownloadsTab view={value} />}
          {tab === "api" && <ApiTab view={value} />}
        </div>
      </div>
    </AskingContext.Provider>
  );
}
