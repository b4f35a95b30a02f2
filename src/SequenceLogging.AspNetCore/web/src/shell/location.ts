import { signal } from "@preact/signals";
import { mount, search } from "./mount";

/** Where the viewer is, without the mount: path "/journeys/SEQ-2025-07-00001" and the query. */
export interface Place {
    path: string;
    query: URLSearchParams;
}

export const place = signal<Place>(read());

/** Goes to an address under the mount. Replacing leaves no step behind for the back button. */
export function navigate(address: string, { replace = false, keepScroll = false } = {}): void {
    if (address === location.pathname + location.search) {
        return;
    }

    const samePage = new URL(address, location.href).pathname === location.pathname;
    history[replace ? "replaceState" : "pushState"](null, "", address);
    place.value = read();
    if (!samePage && !keepScroll) {
        scrollTo(0, 0);
        focusPage();
    }
}

/** Plain links inside the dashboard do not load the page anew; anything with a modifier key is the browser's. */
export function followLinks(): void {
    addEventListener("popstate", () => { place.value = read(); });
    document.addEventListener("click", (event) => {
        const link = (event.target as Element | null)?.closest?.("a[href]");
        if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
            return;
        }

        const target = link.getAttribute("target");
        const address = new URL(link.getAttribute("href")!, location.href);
        const isOurs = address.origin === location.origin && address.pathname.startsWith(mount)
            && !address.pathname.startsWith(`${mount}api/`);
        if (isOurs && !target && !link.hasAttribute("download") && !(address.hash && address.pathname === location.pathname)) {
            event.preventDefault();
            navigate(address.pathname + address.search);
        }
    });
}

/** Changes some parts of the query and leaves the others; what is null or empty is left out. */
export function changeQuery(changes: Record<string, string | null>, { replace = false } = {}): void {
    const words = Object.fromEntries(place.value.query);
    navigate(location.pathname + search({ ...words, ...changes }), { replace });
}

function read(): Place {
    if (typeof location === "undefined") {
        return { path: "/", query: new URLSearchParams() };
    }

    const path = location.pathname.startsWith(mount) ? location.pathname.slice(mount.length - 1) : "/";
    return { path: path.length > 1 ? path.replace(/\/$/, "") : "/", query: new URLSearchParams(location.search) };
}

// A screen reader is told of the new page by the focus on its heading.
function focusPage(): void {
    requestAnimationFrame(() => document.getElementById("page")?.focus({ preventScroll: true }));
}
