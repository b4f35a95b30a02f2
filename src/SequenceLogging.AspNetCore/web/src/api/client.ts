import { mount, search, type Query } from "../shell/mount";
import { Problem } from "./problem";

/** An answer, and the address of the next page of it where there is one. */
export interface Reply<T> {
    data: T;
    next: string | null;
}

interface Kept {
    tag: string;
    reply: Reply<unknown>;
}

// The server forbids the browser's cache, so what is revalidated is kept here, while the page is open.
const kept = new Map<string, Kept>();
const mostKept = 60;

/** The address of a question: apiUrl("sequences", { user: 7 }). */
export function apiUrl(path: string, query: Query = {}): string {
    return `${mount}api/v1/${path}${search(query)}`;
}

export async function ask<T>(url: string, signal?: AbortSignal): Promise<Reply<T>> {
    const known = kept.get(url);
    let response: Response;
    try {
        response = await fetch(url, {
            headers: { Accept: "application/json", ...(known ? { "If-None-Match": known.tag } : {}) },
            credentials: "same-origin",
            ...(signal ? { signal } : {}),
        });
    } catch (error) {
        if (signal?.aborted) {
            throw error;
        }

        throw Problem.unreachable();
    }

    if (response.status === 304 && known) {
        return known.reply as Reply<T>;
    }

    if (!response.ok) {
        throw await Problem.of(response);
    }

    const reply: Reply<T> = { data: await response.json() as T, next: nextOf(response.headers.get("Link")) };
    keep(url, response.headers.get("ETag"), reply);
    return reply;
}

/** A file of the API, as text. */
export async function askText(url: string): Promise<string> {
    const response = await fetch(url, { credentials: "same-origin" });
    if (!response.ok) {
        throw await Problem.of(response);
    }

    return await response.text();
}

/** The target of rel="next" in a Link header. */
export function nextOf(link: string | null): string | null {
    for (const part of link?.split(/,\s*(?=<)/) ?? []) {
        const [, target, rest] = /^<([^>]*)>(.*)$/.exec(part.trim()) ?? [];
        if (target && /;\s*rel="?next"?/i.test(rest ?? "")) {
            return target;
        }
    }

    return null;
}

function keep(url: string, tag: string | null, reply: Reply<unknown>): void {
    kept.delete(url);
    if (tag) {
        kept.set(url, { tag, reply });
        if (kept.size > mostKept) {
            kept.delete(kept.keys().next().value!);
        }
    }
}
