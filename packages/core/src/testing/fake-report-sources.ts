import type { RecordedHistory } from "../history/event-store.port.ts";
import type { EditorFacts, ReportSources } from "../report/report-sources.port.ts";

/** An editor whose settings, history and files are what a test says. */
export class FakeReportSources implements ReportSources {
  facts: EditorFacts = {
    paddock: "0.1.0",
    editor: "Visual Studio Code 1.139.0",
    machine: "linux x64",
    settings: {},
    known: {},
  };
  history: RecordedHistory = { factsAfter: () => [], readings: () => [], snapshots: () => [] };
  readonly issues: string = "https://issues.example/paddock";
  readonly files = new Map<string, string>();

  gather = (): Promise<EditorFacts> => Promise.resolve(this.facts);
  read(path: string): Promise<string> {
    const content = this.files.get(path);
    return content === undefined ? Promise.reject(new Error("no such file")) : Promise.resolve(content);
  }
}
