import "./theme.css"; // before the parts, whose rules override it
import type { DashboardView } from "@paddock/core/views";
import { render } from "preact";
import { DashboardPage } from "./dashboard-page.tsx";
import "./elements.ts";
import { openHost } from "./host.ts";
import { openPage } from "./page.ts";
import { PersistedStateContext } from "./persisted-state.ts";

const root = document.getElementById("page");
const { channel, state } = openHost<DashboardView>();
if (root)
  render(
    <PersistedStateContext.Provider value={state}>
      <DashboardPage page={openPage(channel)} />
    </PersistedStateContext.Provider>,
    root,
  );
