import { useCallback, useEffect, useState } from "preact/hooks";
import { ask } from "./client";
import { Problem } from "./problem";

export interface Answer<T> {
    /** The newest answer. While another question is under way the one before stays, so that nothing jumps. */
    data: T | null;
    /** The address of the next page. */
    next: string | null;
    problem: Problem | null;
    /** Whether an answer is awaited. */
    loading: boolean;
    /** Whether data answers an earlier question than the one asked now. */
    stale: boolean;
    reload: () => void;
}

/** Asks a question, and asks again when its address changes; null asks nothing. An earlier question is given up. */
export function useAnswer<T>(url: string | null): Answer<T> {
    const [state, setState] = useState<{ url: string | null; data: T | null; next: string | null; problem: Problem | null }>(
        { url: null, data: null, next: null, problem: null });
    const [turn, setTurn] = useState(0);
    const [loading, setLoading] = useState(url !== null);

    useEffect(() => {
        if (url === null) {
            setState({ url: null, data: null, next: null, problem: null });
            setLoading(false);
            return;
        }

        const stop = new AbortController();
        setLoading(true);
        ask<T>(url, stop.signal).then(
            ({ data, next }) => {
                if (!stop.signal.aborted) {
                    setState({ url, data, next, problem: null });
                    setLoading(false);
                }
            },
            (error: unknown) => {
                if (!stop.signal.aborted) {
                    const problem = error instanceof Problem ? error : new Problem(0, "The answer could not be read", String(error));
                    setState((before) => ({ ...before, url, problem, data: before.url === url ? before.data : null }));
                    setLoading(false);
                }
            });
        return () => stop.abort();
    }, [url, turn]);

    const reload = useCallback(() => setTurn((before) => before + 1), []);
    return { data: state.data, next: state.next, problem: state.problem, loading, stale: state.url !== url, reload };
}
