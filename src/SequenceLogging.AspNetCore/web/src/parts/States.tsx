import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Problem } from "../api/problem";
import { Icon } from "./Icon";

/** Nothing to show, and what would bring something: <EmptyState title="No journey yet">Log a step …</EmptyState>. */
export function EmptyState({ title, isPage = false, children }: {
    title: string;
    /** Whether it stands for a whole page, whose heading is its title. */
    isPage?: boolean;
    children?: ComponentChildren;
}) {
    return (
        <div class="state">
            {isPage ? <h1 dir="auto">{title}</h1> : <p class="state-title">{title}</p>}
            {children && <div class="state-text">{children}</div>}
        </div>
    );
}

/** Why there is no answer, and what to do. */
export function ErrorState({ problem, retry }: { problem: Problem; retry?: () => void }) {
    return (
        <div class="state state-error" role="alert">
            <p class="state-title"><Icon name="warning" /> {problem.title}</p>
            {problem.detail && <p class="state-text" dir="auto">{problem.detail}</p>}
            {retry && problem.status !== 400 && problem.status !== 404 && <button type="button" onClick={retry}>Try again</button>}
        </div>
    );
}

/** Told only when an answer takes long enough to be noticed. */
export function Loading({ what = "Loading" }: { what?: string }) {
    const [isLong, setIsLong] = useState(false);
    useEffect(() => {
        const timer = setTimeout(() => setIsLong(true), 150);
        return () => clearTimeout(timer);
    }, []);
    return <div class="state state-loading" role="status">{isLong && <><span class="spinner" aria-hidden="true" />{what}…</>}</div>;
}
