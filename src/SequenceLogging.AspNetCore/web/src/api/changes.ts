import { apiUrl, ask } from "./client";
import { Problem } from "./problem";
import { useAnswer } from "./useAnswer";

/** What the application lets the pages change. */
export interface AllowedChanges {
    erasure: boolean;
    retry: boolean;
    /** Shows that a change comes from a page of ours. */
    token: string | null;
}

/** What may be changed; null until that is known, and where it cannot be. */
export function useAllowedChanges(): AllowedChanges | null {
    return useAnswer<AllowedChanges>(apiUrl("changes")).data;
}

/** Changes something, with a new token each time: one that a page has had for days may be out of date. */
export async function change<T>(path: string, body: Record<string, unknown> = {}): Promise<T> {
    const { data: { token } } = await ask<AllowedChanges>(apiUrl("changes"));
    let response: Response;
    try {
        response = await fetch(apiUrl(path), {
            method: "POST",
            headers: { Accept: "application/json", "Content-Type": "application/json", "X-Sequence-Antiforgery": token ?? "" },
            credentials: "same-origin",
            body: JSON.stringify(body),
        });
    } catch {
        throw Problem.unreachable();
    }

    if (!response.ok) {
        throw await Problem.of(response);
    }

    return await response.json() as T;
}
