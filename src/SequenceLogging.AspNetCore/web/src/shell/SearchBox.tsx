import { useEffect, useId, useRef, useState } from "preact/hooks";
import { apiUrl } from "../api/client";
import { useAnswer } from "../api/useAnswer";
import type { SequenceHeader } from "../api/types";
import { Icon } from "../parts/Icon";

import { StatusMark } from "../parts/StatusMark";
import { UserText } from "../parts/UserText";
import { StepText } from "../parts/StepText";
import { Ago } from "../parts/Time";
import { changeQuery, navigate, place } from "./location";
import { to } from "./mount";
import { useSlowly } from "./useSlowly";

/** What the search box's text was taken for, and what it found. */
export interface SearchAnswer {
    query: Record<string, string>;
    /** Each word with what it was understood as; "id" for the id of a journey. */
    terms: { text: string; filter: string; value: string }[];
    exact: string | null;
    items: SequenceHeader[];
    next: string | null;
    hint: string | null;
}

const most = 8;

/**
 * The first thing on every page. It shows what it finds while one types; on the search page the page itself does, and the box
 * is its question.
 */
export function SearchBox() {
    const onSearchPage = place.value.path === "/search";
    const asked = onSearchPage ? place.value.query.get("q") ?? "" : "";
    const [typed, setTyped] = useState(asked);
    const [isOpen, setIsOpen] = useState(false);
    const [marked, setMarked] = useState(-1);
    const input = useRef<HTMLInputElement>(null);
    const list = useId();

    useEffect(() => {
        if (document.activeElement !== input.current || !onSearchPage) {
            setTyped(asked);
        }

        setIsOpen(false);
    }, [asked, onSearchPage, place.value.path]);
    useFocusKey(input);

    const question = useSlowly(typed.trim(), 180);
    const { data, problem, stale } = useAnswer<SearchAnswer>(
        isOpen && !onSearchPage && question ? apiUrl("sequences/search", { q: question, limit: most }) : null);
    useEffect(() => {
        if (onSearchPage && document.activeElement === input.current && question !== asked) {
            changeQuery({ q: question }, { replace: true });
        }
    }, [question]);

    const items = data?.items ?? [];
    const isListed = isOpen && !onSearchPage && question !== "" && (data !== null || problem !== null);
    const open = (item: SequenceHeader) => {
        setIsOpen(false);
        input.current?.blur();
        navigate(to(`journeys/${item.sequenceId}`));
    };
    const submit = () => {
        const chosen = isListed ? items[marked] : undefined;
        const exact = idOf(typed) ?? (!stale && question === typed.trim() ? data?.exact : null);
        if (chosen) {
            open(chosen);
        } else if (exact) {
            navigate(to(`journeys/${exact}`));
        } else if (onSearchPage) {
            changeQuery({ q: typed.trim() });
        } else {
            navigate(to("search", { q: typed.trim() }));
        }

        setIsOpen(false);
    };
    const keys: Record<string, () => void> = {
        ArrowDown: () => {
            if (onSearchPage) {
                document.querySelector<HTMLElement>("main .journey-row")?.focus();
            }

            setIsOpen(true);
            setMarked((before) => Math.min(items.length - 1, before + 1));
        },
        ArrowUp: () => setMarked((before) => Math.max(-1, before - 1)),
        Enter: submit,
        Escape: () => {
            if (isListed) {
                setIsOpen(false);
            } else if (typed) {
                setTyped("");
                if (onSearchPage) {
                    changeQuery({ q: null }, { replace: true });
                }
            } else {
                input.current?.blur();
            }
        },
    };

    return (
        <search class="search">
            <Icon name="search" />
            <input ref={input} type="text" dir="auto" role="combobox" aria-label="Search journeys" aria-expanded={isListed} aria-controls={list}
                aria-autocomplete="list" aria-activedescendant={isListed && marked >= 0 ? `${list}-${marked}` : undefined}
                placeholder="Payment number, user, id, step, text, key:value" autocomplete="off" spellcheck={false} maxLength={1000}
                value={typed}
                onInput={(event) => {
                    setTyped(event.currentTarget.value);
                    setMarked(-1);
                    setIsOpen(true);
                }}
                onFocus={() => setIsOpen(true)} onBlur={() => setIsOpen(false)}
                onKeyDown={(event) => {
                    const act = keys[event.key];
                    if (act && !event.isComposing) {
                        event.preventDefault();
                        act();
                    }
                }} />
            <kbd aria-hidden="true">/</kbd>
            <ul id={list} role="listbox" aria-label="Journeys found" class="found" hidden={!isListed || items.length === 0}>
                {items.map((item, index) => (
                    <li key={item.sequenceId} id={`${list}-${index}`} role="option" aria-selected={index === marked}
                        class={index === marked ? "found-item marked" : "found-item"}
                        onPointerDown={(event) => event.preventDefault()} onClick={() => open(item)}>
                        <StatusMark status={item.status} short />
                        <span class="mono">{item.sequenceId}</span>
                        <UserText item={item} />
                        <span class="found-step">{item.currentStep && <StepText step={item.currentStep} />}</span>
                        <span class="dim"><Ago at={item.updatedAt} /></span>
                    </li>
                ))}
            </ul>
            {isListed && (
                <div class={items.length === 0 ? "found found-note" : "hidden"} role="status">
                    {problem
                        ? `${problem.title}. ${problem.detail}`
                        : items.length === 0
                            ? data?.hint ?? "No journey is like that. Try a part of a message, user:NAME, or component:ENTITY."
                            : `${items.length === most ? `The newest ${most}` : items.length} found. Arrow keys choose, Enter opens.`}
                </div>
            )}
        </search>
    );
}

/** The journey that an id, or a step of one as SEQ-2025-07-00001:Payment_Step_1, speaks of. */
export function idOf(text: string): string | null {
    return /^\s*(SEQ-\d{4}-\d{2}-\d{5,})(?::\S*)?\s*$/i.exec(text)?.[1]?.toUpperCase() ?? null;
}

/** "/" goes to the box from anywhere but a field. */
function useFocusKey(input: { current: HTMLInputElement | null }): void {
    useEffect(() => {
        const onKey = (event: KeyboardEvent) => {
            const target = event.target as HTMLElement | null;
            const isTyping = target?.closest("input, textarea, select, [contenteditable]");
            if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
                event.preventDefault();
                input.current?.focus();
                input.current?.select();
            }
        };
        document.addEventListener("keydown", onKey);
        return () => document.removeEventListener("keydown", onKey);
    }, []);
}
