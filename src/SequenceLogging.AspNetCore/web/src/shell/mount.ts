// Where the dashboard is mounted, as the server wrote it into the page: "/base/sequences/".
const written = typeof document === "undefined"
    ? null
    : document.querySelector<HTMLMetaElement>('meta[name="sequences-mount"]')?.content;

export const mount = !written ? "/" : written.endsWith("/") ? written : `${written}/`;

export type Query = Record<string, string | number | boolean | null | undefined>;

/** The address of a page: to("/search", { user: 7 }). Empty values are left out. */
export function to(path: string, query: Query = {}): string {
    return mount + path.replace(/^\//, "") + search(query);
}

/** A query as text, "?a=1&b=2" or nothing; false and 0 are values, null and "" are none. */
export function search(query: Query): string {
    const words = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value !== null && value !== undefined && value !== "") {
            words.set(name, String(value));
        }
    }

    const text = words.toString();
    return text ? `?${text}` : "";
}
