import type { ComponentType } from "preact";

/** A page: the shell shows its name in the head and loads its module when somebody goes there. */
export interface Page {
    path: string;
    name: string;
    /** Whether the head has a link to it. */
    inHead: boolean;
    load: () => Promise<{ default: ComponentType<{ id: string }> }>;
}

export const pages: readonly Page[] = [
    { path: "/", name: "Overview", inHead: true, load: () => import("./Overview") },
    { path: "/search", name: "Search", inHead: true, load: () => import("./Search") },
    { path: "/journeys/:id", name: "Journey", inHead: false, load: () => import("./Journey") },
    { path: "/flow", name: "Flow", inHead: true, load: () => import("./flow/FlowPage") },
    { path: "/funnel", name: "Funnel", inHead: true, load: () => import("./funnel/FunnelPage") },
    { path: "/variants", name: "Variants", inHead: true, load: () => import("./variants/VariantsPage") },
    { path: "/components", name: "Components", inHead: true, load: () => import("./components/ComponentsPage") },
    { path: "/store", name: "Store", inHead: true, load: () => import("./store/StorePage") },
];

/** The page of a path, and what stands for its colon. */
export function pageOf(path: string): { page: Page; id: string } | null {
    for (const page of pages) {
        const [fixed, part] = page.path.split(":");
        if (part === undefined ? page.path === path : path.startsWith(fixed!) && path.length > fixed!.length) {
            return { page, id: part === undefined ? "" : decode(path.slice(fixed!.length)) };
        }
    }

    return null;
}

function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
