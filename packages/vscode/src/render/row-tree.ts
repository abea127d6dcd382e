import * as vscode from "vscode";

/** A flat tree view whose rows come from outside, as a list. */
export class RowTree<Row extends { readonly key: string }> implements vscode.TreeDataProvider<Row> {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly view: vscode.TreeView<Row>;
  #rows: readonly Row[] = [];
  #shown = "[]";
  #toItem: (row: Row) => vscode.TreeItem = () => new vscode.TreeItem("");
  #hover: ((row: Row) => Promise<vscode.MarkdownString | undefined>) | undefined;

  constructor(id: string) {
    this.view = vscode.window.createTreeView(id, { treeDataProvider: this });
  }

  /** Who draws the rows, and who knows more of one that is pointed at. */
  drawnBy(
    toItem: (row: Row) => vscode.TreeItem,
    hover?: (row: Row) => Promise<vscode.MarkdownString | undefined>,
  ): void {
    this.#toItem = toItem;
    this.#hover = hover;
  }

  /** Shows these rows; rows like those that are shown are left alone. */
  show(rows: readonly Row[]): void {
    const text = JSON.stringify(rows);
    if (text === this.#shown) return;
    this.#shown = text;
    this.#rows = rows;
    this.#changed.fire();
  }

  /** Says something above the rows; nothing, where it is empty. */
  say(text: string): void {
    if ((this.view.message ?? "") !== text) this.view.message = text;
  }

  getChildren(parent?: Row): Row[] {
    return parent ? [] : [...this.#rows];
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return this.#toItem(row);
  }

  async resolveTreeItem(item: vscode.TreeItem, row: Row): Promise<vscode.TreeItem> {
    const tooltip = await this.#hover?.(row);
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    this.view.dispose();
    this.#changed.dispose();
  }
}
