import type { HostPorts } from "@paddock/core";
import { createOllamaFiles } from "@paddock/core/actions";
import { catalogueSearch } from "@paddock/core/adapters/search";
import { openWithFakes, settled } from "@paddock/core/testing";
import { BehaviorSubject, NEVER, of } from "rxjs";
import { expect, it } from "vitest";
import { watchTabs } from "../src/activation/watch-tabs.ts";
import { createViewStreams } from "../src/surfaces/view-streams.ts";

/** A view in which the search has found these groups. */
const finding = (groups: unknown): unknown =>
  expect.objectContaining({ find: expect.objectContaining({ groups }) });

it("what was found is never gone when its tab is shown again", async () => {
  const { app, clock, hostPorts, looking$, logger } = await openWithFakes();
  const portsOf = (): HostPorts => hostPorts;
  const visiblePart$ = new BehaviorSubject<string>("downloads");
  const tabs = watchTabs({
    app,
    clock,
    ports: { hostPorts: portsOf, looking$ },
    files: createOllamaFiles({ app, clock }, portsOf),
    searches: () => Promise.resolve([catalogueSearch()]),
    logger,
    visiblePart$,
  });
  const { pages } = createViewStreams({
    app,
    clock,
    looking$,
    visiblePart$,
    selected$: of(null),
    inspected$: NEVER,
    ...tabs.views,
  });
  const seen: unknown[] = [];
  const showing = pages.dashboard.subscribe((view) => seen.push(view));
  tabs.forActions.finder.type("llama");
  await settled();
  await clock.pass(100);
  visiblePart$.next("api");
  await clock.pass(100);
  seen.splice(0);
  visiblePart$.next("downloads");
  await clock.pass(100);
  expect(seen).not.toContainEqual(finding([]));
  expect(seen.at(-1)).toEqual(finding(expect.arrayContaining([expect.anything()])));
  showing.unsubscribe();
  tabs.dispose();
  app.close();
});
