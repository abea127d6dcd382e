import { isSameJson } from "@paddock/core";
import * as vscode from "vscode";

/** Where a tree's rows come from, and how they are drawn. */
type RowSource<Row> = {
  readonly rows: () => readonly Row[];
  readonly toItem: (row: Row) => vscode.TreeItem;
  /** The tooltip of a row; loaded when the pointer is over it. */
  readonly hover?: (row: Row) => Promise<vscode.MarkdownString>;
  /** Resolves once there are rows to show: VS Code is slow to update a tree that was empty at first. */
  readonly settled?: () => Promise<unknown>;
};

/** A flat tree view. Until it has a source, VS Code shows it as loading. */
export class RowTree<Row extends { readonly key: string }> implements vscode.TreeDataProvider<Row> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: vscode.TreeView<Row>;
  readonly #sourced = Promise.withResolvers<RowSource<Row>>();
  #source: RowSource<Row> | undefined;
  #shown: readonly Row[] | undefined;
  #pendingQueries = 0;

  constructor(id: string) {
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this });
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
    if (!isSameJson(this.#source.rows(), this.#shown)) this.#changed.fire();
  }

  /** Shows a text above the rows; an empty text removes it. */
  showMessage(text: string): void {
    if ((this.view.message ?? "") !== text) this.view.message = text;
  }

  async getChildren(parent?: Row): Promise<Row[]> {
    if (parent) return [];
    this.#pendingQueries += 1;
    try {
      const { rows, settled } = await this.#sourced.promise;
      await settled?.();
      const now = rows();
      this.#shown = now;
      return [...now];
    } finally {
      this.#pendingQueries -= 1;
    }
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
    this.view.dispose();
    this.#changed.dispose();
  }
}
