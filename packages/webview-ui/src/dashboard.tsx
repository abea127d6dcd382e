import type { DashboardView } from "@paddock/core/views";
import { render } from "preact";
import { DashboardPage } from "./dashboard-page.tsx";
import "./elements.ts";
import { openHost } from "./host.ts";
import { MemoryContext } from "./memory.ts";
import { openPage } from "./page.ts";
import "./theme.css";

const root = document.getElementById("page");
const { channel, memory } = openHost<DashboardView>();
if (root)
  render(
    <MemoryContext.Provider value={memory}>
      <DashboardPage page={openPage(channel)} />
    </MemoryContext.Provider>,
    root,
  );
