import type { ComponentChildren } from "preact";

/** A drawing with its numbers as a table behind it, for those who do not see it. */
export function Figure({ label, heads, rows, children }: {
    label: string;
    heads: readonly string[];
    rows: readonly (readonly (string | number)[])[];
    children: ComponentChildren;
}) {
    return (
        <figure class="chart">
            {children}
            <div class="hidden">
                <table>
                    <caption>{label}</caption>
                    <thead><tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
                    <tbody>
                        {rows.map((row, index) => (
                            <tr key={index}>
                                {row.map((cell, at) => at === 0 ? <th key={at} scope="row">{cell}</th> : <td key={at}>{cell}</td>)}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </figure>
    );
}
