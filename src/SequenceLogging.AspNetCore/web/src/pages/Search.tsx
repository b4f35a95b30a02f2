import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { apiUrl, ask } from "../api/client";
import { Problem } from "../api/problem";
import type { SequenceHeader } from "../api/types";
import { useAnswer } from "../api/useAnswer";
import { FilterBar, filtersOf, type FilterName } from "../parts/FilterBar";
import { SequenceList } from "../parts/SequenceList";
import { EmptyState, ErrorState, Loading } from "../parts/States";
import { Word } from "../parts/Text";
import { place } from "../shell/location";
import { to } from "../shell/mount";
import type { SearchAnswer } from "../shell/SearchBox";
import { wordsOf } from "../text/searchWords";
import { plural } from "../text/numbers";

const filters: readonly FilterName[] = ["since", "status", "open", "user", "component"];
const moreFilters: readonly FilterName[] = ["until", "flow", "step", "property", "language", "text"];
const pageSize = 50;

/** All journeys that the box and the filters mean, newest first; everything is in the address. */
export default function Search() {
    const q = place.value.query.get("q")?.trim() ?? "";
    const words = wordsOf(q, filtersOf([...filters, ...moreFilters]));
    const urlOf = (before: string | null) => words
        ? apiUrl("sequences/search", { q: words, limit: pageSize, before })
        : apiUrl("sequences", { limit: pageSize, before });
    const answer = useAnswer<SearchAnswer | SequenceHeader[]>(urlOf(null));
    const { problem, loading, stale, reload } = answer;
    const data = useMemo(() => answer.data && readAnswer(answer.data), [answer.data]);
    const more = useMore(data, urlOf);
    const items = [...data?.items ?? [], ...more.items];

    return (
        <>
            <div class="page-head">
                <h1>Search</h1>
                {data && q && <Understood answer={data} asked={q} />}
            </div>
            <FilterBar names={filters} more={moreFilters} />
            <div class="results">
                {problem
                    ? <ErrorState problem={problem} retry={reload} />
                    : !data
                        ? <Loading what="Searching" />
                        : items.length === 0
                            ? <Nothing answer={data} isFiltered={words !== ""} />
                            : (
                                <>
                                    <p class="dim results-count" role="status">
                                        {more.next ? `The newest ${plural(items.length, "journey")}` : plural(items.length, "journey")}
                                        {data.hint && <> · <Word>{data.hint}</Word></>}
                                    </p>
                                    <SequenceList items={items} label="Journeys found" more={more.get} loading={stale || loading && !data} />
                                    {more.problem && <ErrorState problem={more.problem} {...(more.get ? { retry: more.get } : {})} />}
                                </>
                            )}
            </div>
        </>
    );
}

/** What the box's words were taken for: a number may be a user, a payment, or a word of a message. */
function Understood({ answer, asked }: { answer: SearchAnswer; asked: string }) {
    const terms = answer.terms.filter((term) => asked.includes(term.text) && term.filter !== "id");
    return terms.length === 0 && !answer.exact
        ? null
        : (
            <p class="understood">
                <span class="dim">understood as </span>
                {answer.exact && <a class="chip" href={to(`journeys/${answer.exact}`)}>the journey <Word mono>{answer.exact}</Word></a>}
                {terms.map((term, index) => <span key={index} class="chip">{term.filter} <Word mono>{term.value}</Word></span>)}
            </p>
        );
}

function Nothing({ answer, isFiltered }: { answer: SearchAnswer; isFiltered: boolean }) {
    return (
        <EmptyState title={isFiltered ? "No journey is like that" : "No journey yet"}>
            {answer.hint && <p dir="auto">{answer.hint}</p>}
            {isFiltered
                ? (
                    <ul class="teach">
                        <li><code>SEQ-2025-07-00001</code> an id</li>
                        <li><code>payments:TE5768</code> what is linked to a payment</li>
                        <li><code>user:ann</code> or <code>566158428</code> a user</li>
                        <li><code>Payment_Step_3_Confirmed</code> who was at a step</li>
                        <li><code>Currency:TON</code> a property of any event</li>
                        <li><code>"wallet not found"</code> words of a message</li>
                    </ul>
                )
                : <>A journey begins with the first event inside a scope: <code>using (sequences.Begin(userId: 7))</code>.</>}
        </EmptyState>
    );
}

// Without a word all journeys are meant, which is a question of its own.
function readAnswer(answer: SearchAnswer | SequenceHeader[]): SearchAnswer {
    return Array.isArray(answer)
        ? { query: {}, terms: [], exact: null, items: answer, next: answer.length === pageSize ? answer.at(-1)!.sequenceId : null, hint: null }
        : answer;
}

/** The pages behind the first, one by one. A new first page begins again. */
function useMore(first: SearchAnswer | null, urlOf: (before: string | null) => string) {
    const [state, setState] = useState<{ items: SequenceHeader[]; next: string | null; problem: Problem | null }>(
        { items: [], next: null, problem: null });
    const asking = useRef<AbortController | null>(null);
    useEffect(() => {
        setState({ items: [], next: first?.next ?? null, problem: null });
        return () => asking.current?.abort();
    }, [first]);

    const get = state.next === null ? null : () => {
        asking.current?.abort();
        const { signal } = asking.current = new AbortController();
        ask<SearchAnswer | SequenceHeader[]>(urlOf(state.next), signal).then(
            ({ data }) => {
                const page = readAnswer(data);
                setState((before) => ({ items: [...before.items, ...page.items], next: page.next, problem: null }));
            },
            (error: unknown) => {
                if (!signal.aborted) {
                    setState((before) => ({ ...before, problem: error instanceof Problem ? error : Problem.unreachable() }));
                }
            });
    };
    return { ...state, get };
}
