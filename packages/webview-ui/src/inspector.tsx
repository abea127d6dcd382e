import type { InspectorView } from "@paddock/core/views";
import { render } from "preact";
import "./elements.ts";
import { hostChannel } from "./host.ts";
import { InspectorPage } from "./inspector-page.tsx";
import { openPage } from "./page.ts";
import "./theme.css";

const root = document.getElementById("page");
if (root) render(<InspectorPage page={openPage<InspectorView>(hostChannel())} />, root);
