import type { DashboardView } from "@paddock/core/views";
import { render } from "preact";
import { DashboardPage } from "./dashboard-page.tsx";
import "./elements.ts";
import { hostChannel } from "./host.ts";
import { openPage } from "./page.ts";
import "./theme.css";

const root = document.getElementById("page");
if (root) render(<DashboardPage page={openPage<DashboardView>(hostChannel())} />, root);
