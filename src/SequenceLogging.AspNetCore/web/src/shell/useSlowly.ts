import { useEffect, useState } from "preact/hooks";

/** A value that follows another once that has rested: a question for each word and not for each letter. */
export function useSlowly<T>(value: T, restMs: number): T {
    const [slow, setSlow] = useState(value);
    useEffect(() => {
        const timer = setTimeout(() => setSlow(value), restMs);
        return () => clearTimeout(timer);
    }, [value, restMs]);
    return slow;
}
