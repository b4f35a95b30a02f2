import type { ComponentChildren } from "preact";

export interface Column<T> {
    head: ComponentChildren;
    cell: (row: T) => ComponentChildren;
    /** Numbers stand at the end of their column. */
    number?: boolean;
    /** Left out where the screen is narrow. */
    wide?: boolean;
}

/** A table that scrolls by itself when it is too wide, by keyboard as well. */
export function Table<T>({ caption, columns, rows, keyOf, isMarked }: {
    caption: string;
    columns: Column<T>[];
    rows: T[];
    keyOf: (row: T) => string | number;
    isMarked?: (row: T) => boolean;
}) {
    return (
        <div class="table-frame" role="region" aria-label={caption} tabIndex={0}>
            <table>
                <caption class="hidden">{caption}</caption>
                <thead>
                    <tr>{columns.map((column, index) => <th key={index} scope="col" class={classOf(column)}>{column.head}</th>)}</tr>
                </thead>
                <tbody>
                    {rows.map((row) => (
                        <tr key={keyOf(row)} class={isMarked?.(row) ? "marked" : undefined}>
                            {columns.map((column, index) => <td key={index} class={classOf(column)}>{column.cell(row)}</td>)}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function classOf<T>(column: Column<T>): string | undefined {
    return [column.number && "number", column.wide && "wide"].filter(Boolean).join(" ") || undefined;
}
