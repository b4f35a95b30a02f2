import { useEffect, useRef, useState } from "preact/hooks";
import { ask } from "./client";
import { Problem } from "./problem";
import { useAnswer } from "./useAnswer";

/** A list that grows by a page at a time, as far as the viewer asks. */
export interface Pages<T> {
    items: T[] | null;
    problem: Problem | null;
    loading: boolean;
    stale: boolean;
    /** Gets the next page; null where the end is reached. */
    more: (() => void) | null;
    reload: () => void;
}

/** Asks for a list and follows its Link header: usePages<SequenceHeader>(apiUrl("sequences", filters)). */
export function usePages<T>(url: string | null): Pages<T> {
    const first = useAnswer<T[]>(url);
    const [rest, setRest] = useState<{ items: T[]; next: string | null }>({ items: [], next: null });
    const [problem, setProblem] = useState<Problem | null>(null);
    const [loading, setLoading] = useState(false);
    const stop = useRef<AbortController | null>(null);

    useEffect(() => {
        setRest({ items: [], next: first.next });
        setProblem(null);
        setLoading(false);
        return () => stop.current?.abort();
    }, [first.data]);

    const next = rest.next;
    const more = next === null || loading ? null : () => {
        stop.current = new AbortController();
        setLoading(true);
        const { signal } = stop.current;
        ask<T[]>(next, signal).then(
            (page) => {
                if (!signal.aborted) {
                    setRest((before) => ({ items: [...before.items, ...page.data], next: page.next }));
                    setProblem(null);
                    setLoading(false);
                }
            },
            (error: unknown) => {
                if (!signal.aborted) {
                    setProblem(error instanceof Problem ? error : Problem.unreachable());
                    setLoading(false);
                }
            });
    };

    return {
        items: first.data ? [...first.data, ...rest.items] : null,
        problem: first.problem ?? problem,
        loading: first.loading || loading,
        stale: first.stale,
        more,
        reload: first.reload,
    };
}
