import { isSameJson } from "@paddock/core";
import * as vscode from "vscode";

/** Where a tree's rows come from, and how they are drawn. */
type RowSource<Row> = {
  /** The first rows, `most` at most. */
  readonly rows: (most: number) => readonly Row[];
  readonly toItem: (row: Row) => vscode.TreeItem;
  /** The tooltip of a row; loaded when the pointer is over it. */
  readonly hover?: (row: Row) => Promise<vscode.MarkdownString>;
  /** Resolves once there are rows to show: VS Code is slow to update a tree that was empty at first. */
  readonly settled?: () => Promise<unknown>;
};

/** A row, and the rows below it. */
type TreeRow<Row> = { readonly key: string; readonly children?: readonly Row[] };

type Head = {
  readonly title?: string;
  readonly description?: string;
  readonly badge?: vscode.ViewBadge;
};

/** As many as fit in a side bar that is 900 pixels high; in a higher one, the others are seen a moment later. */
const FIRST_ROWS = 40;
/** The other rows follow this much later, once VS Code has drawn the first. */
const OTHERS_AFTER_MS = 100;

/** A tree view of rows. Until it has a source, VS Code shows it as loading. */
export class RowTree<Row extends TreeRow<Row>> implements vscode.TreeDataProvider<Row> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: vscode.TreeView<Row>;
  readonly #title: string;
  readonly #sourced = Promise.withResolvers<RowSource<Row>>();
  #source: RowSource<Row> | undefined;
  #shown: readonly Row[] | undefined;
  #openKey: string | undefined;
  #pendingQueries = 0;
  #others: NodeJS.Timeout | undefined;

  constructor(id: string) {
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this });
    this.#title = this.view.title ?? "";
    this.view.onDidChangeVisibility(() => this.refresh());
  }

  drawFrom(source: RowSource<Row>): void {
    this.#source = source;
    this.#sourced.resolve(source);
  }

  /**
   * Redraws if the rows differ from those shown. Computes none while the view is hidden, before VS Code first queries the
   * rows, or during a query, which returns the new rows anyway.
   */
  refresh(): void {
    if (!this.#source || this.#shown === undefined || this.#pendingQueries > 0 || !this.view.visible) return;
    if (!isSameJson(this.#source.rows(Infinity), this.#shown)) this.#changed.fire();
  }

  /** Shows a text above the rows; an empty text removes it. */
  showMessage(text: string): void {
    if ((this.view.message ?? "") !== text) this.view.message = text;
  }

  /** What the view's head says; without a title, it is that of the manifest. */
  showHead({ title = this.#title, description = "", badge }: Head): void {
    if (!isSameJson(this.view.badge ?? null, badge ?? null)) this.view.badge = badge;
    if (this.view.title !== title) this.view.title = title;
    if ((this.view.description ?? "") !== description) this.view.description = description;
  }

  async getChildren(parent?: Row): Promise<Row[]> {
    if (parent) return [...(parent.children ?? [])];
    this.#pendingQueries += 1;
    try {
      const { rows, settled } = await this.#sourced.promise;
      await settled?.();
      // VS Code asks for the items of all rows before it draws the first.
      const isFirst = this.#shown === undefined;
      const now = rows(isFirst ? FIRST_ROWS : Infinity);
      this.#shown = now;
      if (isFirst && now.length === FIRST_ROWS)
        this.#others = setTimeout(() => this.refresh(), OTHERS_AFTER_MS);
      this.#openAnother(now);
      return [...now];
    } finally {
      this.#pendingQueries -= 1;
    }
  }

  /** Rows are only nested below a row at the top. */
  getParent(row: Row): Row | undefined {
    return this.#shown?.find(({ children }) => children?.some(({ key }) => key === row.key));
  }

  /** VS Code leaves a row closed that had no rows below it when it was first shown. */
  #openAnother(rows: readonly Row[]): void {
    const open = rows.find(({ children = [] }) => children.length > 0);
    if (open?.key === this.#openKey) return;
    this.#openKey = open?.key;
    if (!open || !this.view.visible) return;
    const opening = this.view.reveal(open, { select: false, focus: false, expand: true });
    // It may be gone by now: the next row to open is opened, whichever that is.
    opening.then(undefined, () => (this.#openKey = undefined));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return this.#source?.toItem(row) ?? new vscode.TreeItem(row.key);
  }

  async resolveTreeItem(item: vscode.TreeItem, row: Row): Promise<vscode.TreeItem> {
    const tooltip = await this.#source?.hover?.(row);
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    clearTimeout(this.#others);
    this.view.dispose();
    this.#changed.dispose();
  }
}
