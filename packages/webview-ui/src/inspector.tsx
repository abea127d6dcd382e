import "./theme.css"; // before the parts, whose rules override it
import type { InspectorView } from "@paddock/core/views";
import { render } from "preact";
import { InspectorPage } from "./inspector-page.tsx";
import "./elements.ts";
import { openHost } from "./host.ts";
import { openPage } from "./page.ts";
import { PersistedStateContext } from "./persisted-state.ts";

const root = document.getElementById("page");
const { channel, state } = openHost<InspectorView>();
if (root)
  render(
    <PersistedStateContext.Provider value={state}>
      <InspectorPage page={openPage(channel)} />
    </PersistedStateContext.Provider>,
    root,
  );
