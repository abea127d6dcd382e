import type { DashboardView } from "@paddock/core/views";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useFilteredModels } from "../../filtered-models.ts";
import { focusSoon } from "../../focus-soon.ts";
import { isNarrow } from "../../is-narrow.ts";
import { usePersistedState } from "../../persisted-state.ts";
import { useRequest } from "../../requests.ts";
import { ActionButton } from "../action-button/action-button.tsx";
import { itemOf } from "../menu/action-menu.tsx";
import { Menu, type MenuPlace } from "../menu/menu.tsx";
import { ModelDetail } from "../model-detail/model-detail.tsx";
import { ModelList } from "../model-list/model-list.tsx";
import type { ListActs } from "../model-list/use-list-keys.ts";
import { useSelection } from "../model-list/use-selection.ts";
import type { Selection } from "../model-list/selection.ts";
import { Refusal } from "../refusal/refusal.tsx";
import { SeveralModels } from "../several-models/several-models.tsx";
import { Try } from "../try/try.tsx";
import { useTryPane } from "../try/use-try-pane.ts";
import { actionsOn, useKeyActs } from "./key-acts.ts";
import "./models-tab.css";

/** The models on the left, the details of the chosen one on the right; in a narrow window one in the place of the other. */
export function ModelsTab({ view }: { readonly view: DashboardView }) {
  const filtered = useFilteredModels(view);
  const [selection, choose] = useSelection(view, filtered.rows);
  const [send, refusal] = useRequest();
  const [isOpen, setOpen] = usePersistedState<boolean>("detailOpen", false);
  const [menu, setMenu] = useState<{ readonly at: MenuPlace; readonly of: Selection }>();
  const { chosen, tryPane, words } = view;
  const [pane, setPane] = useTryPane(chosen);
  const detail = useRef<HTMLElement>(null);
  useLayoutEffect(() => detail.current?.scrollTo(0, 0), [chosen?.model]);
  const several = chosen?.several ?? null;
  const actions = actionsOn(selection, chosen);
  const actByKey = useKeyActs(selection, actions, send);
  const acts: ListActs = {
    open() {
      setOpen(true);
      if (isNarrow()) focusSoon(".detail .back");
    },
    enter() {
      if (isNarrow()) acts.open();
      else actByKey("primary");
    },
    remove: () => actByKey("remove"),
    rename: () => actByKey("rename"),
    showMenu: (at, of) => setMenu({ at, of }),
  };
  const goBack = (): void => {
    setOpen(false);
    focusSoon(".list .windowed");
  };
  const isDetailShown = view.models.order.length === 0 || (isOpen && selection.active !== undefined);
  return (
    <div class={isDetailShown ? "split open" : "split"}>
      <ModelList
        view={view}
        filtered={filtered}
        selection={selection}
        choose={choose}
        acts={acts}
        refusal={isNarrow() ? refusal : undefined}
      />
      <article
        ref={detail}
        class="detail"
        onKeyDown={(event) => {
          if (event.key === "Escape" && isNarrow()) goBack();
        }}
      >
        <Refusal reason={refusal} />
        {several ? (
          <SeveralModels several={several} words={words} goBack={goBack} />
        ) : tryPane && pane === "try" ? (
          <Try
            key={tryPane.model}
            view={tryPane}
            details={chosen?.details ?? null}
            words={words}
            goBack={goBack}
            showAbout={() => setPane("about")}
          />
        ) : chosen?.details ? (
          <ModelDetail details={chosen.details} words={words} goBack={goBack} />
        ) : (
          <NoDetails view={view} isChosen={selection.active !== undefined} />
        )}
      </article>
      {menu?.of === selection && actions && actions.length > 0 && (
        <Menu
          label={words.moreActions}
          items={actions.map((action) => itemOf(action, send))}
          at={menu.at}
          close={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

type NoDetailsProps = { readonly view: DashboardView; readonly isChosen: boolean };

function NoDetails({ view: { words, models, service }, isChosen }: NoDetailsProps) {
  // The details of a chosen one come as soon as the host knows that this tab is shown.
  if (models.order.length > 0) return isChosen ? null : <p class="dim">{words.noModelChosen}</p>;
  return (
    <div class="no-models">
      <p class="dim">{words.noModels}</p>
      {service.isUp && (
        <ActionButton action={{ label: words.addModel, request: { type: "download.add" } }} kind="primary" />
      )}
    </div>
  );
}
