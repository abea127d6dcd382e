import type { InspectorView } from "@paddock/core/views";
import { render } from "preact";
import "./elements.ts";
import { openHost } from "./host.ts";
import { InspectorPage } from "./inspector-page.tsx";
import { MemoryContext } from "./memory.ts";
import { openPage } from "./page.ts";
import "./theme.css";

const root = document.getElementById("page");
const { channel, memory } = openHost<InspectorView>();
if (root)
  render(
    <MemoryContext.Provider value={memory}>
      <InspectorPage page={openPage(channel)} />
    </MemoryContext.Provider>,
    root,
  );
