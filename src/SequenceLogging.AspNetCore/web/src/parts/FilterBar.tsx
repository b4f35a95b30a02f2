import { useEffect, useState } from "preact/hooks";
import { changeQuery, place } from "../shell/location";
import type { Query } from "../shell/mount";
import { timeText } from "../text/times";
import { Icon } from "./Icon";

/** The filters of the address, by the names that the API knows them by. */
export type FilterName =
    "since" | "until" | "status" | "user" | "language" | "property" | "flow" | "step" | "component" | "text" | "open" | "month" | "idleSince";

const labels: Record<FilterName, { name: string; hint: string }> = {
    since: { name: "Begun", hint: "" },
    until: { name: "Until", hint: "2025-07-16 or 12h" },
    status: { name: "Status", hint: "" },
    user: { name: "User", hint: "an id, such as 566158428" },
    language: { name: "Language", hint: "en" },
    property: { name: "Property", hint: "Campaign=summer" },
    flow: { name: "Flow", hint: "CreateAd" },
    step: { name: "Step", hint: "the step's whole name" },
    component: { name: "Linked to", hint: "payments:TE5768" },
    text: { name: "Text", hint: "in messages and errors" },
    open: { name: "Open", hint: "" },
    month: { name: "Month", hint: "2025-07" },
    idleSince: { name: "Idle since", hint: "12h" },
};

const ages: readonly [string, string][] = [
    ["", "any time"], ["1h", "the last hour"], ["12h", "the last 12 hours"], ["24h", "the last 24 hours"],
    ["7d", "the last 7 days"], ["30d", "the last 30 days"], ["90d", "the last 90 days"],
];

/** What the address says about these filters, ready for apiUrl. */
export function filtersOf(names: readonly FilterName[]): Query {
    return Object.fromEntries(names.map((name) => [name, place.value.query.get(name)]));
}

/**
 * Fields for some filters, and for more on demand. Each is kept in the address, so that what is seen can be sent to somebody.
 * What is named by reset is taken out of the address when a filter changes: a selection that may not be there any more.
 */
export function FilterBar({ names, more = [], reset = [] }: {
    names: readonly FilterName[]; more?: readonly FilterName[]; reset?: readonly string[];
}) {
    const query = place.value.query;
    const change = (name: FilterName, value: string) =>
        changeQuery({ [name]: value || null, ...Object.fromEntries(reset.map((other) => [other, null])) });
    const all = [...names, ...more];
    const isSet = all.some((name) => query.get(name));
    const [isOpen, setIsOpen] = useState(() => more.some((name) => query.get(name)));
    const shown = isOpen ? all : names;
    return (
        <div class="filters" role="group" aria-label="Filters">
            {shown.map((name) => <Filter key={name} name={name} value={query.get(name) ?? ""} change={(value) => change(name, value)} />)}
            {more.length > 0 && (
                <button type="button" class="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>{isOpen ? "Fewer filters" : "More filters"}</button>
            )}
            {isSet && (
                <button type="button" class="quiet"
                    onClick={() => changeQuery(Object.fromEntries([...all, ...reset].map((name) => [name, null])))}>
                    <Icon name="close" /> Clear filters
                </button>
            )}
        </div>
    );
}

function Filter({ name, value, change }: { name: FilterName; value: string; change: (value: string) => void }) {
    switch (name) {
        case "since": return <SinceFilter value={value} change={change} />;
        case "status": return (
            <Choice name={name} value={value} change={change}
                choices={[["", "any"], ["active", "active"], ["completed", "completed"], ["failed", "failed"], ["abandoned", "abandoned"]]} />
        );
        case "open": return <Choice name={name} value={value} change={change} choices={[["", "any"], ["true", "still open"], ["false", "ended"]]} />;
        default: return <TextFilter name={name} value={value} change={change} />;
    }
}

// A day is chosen in a field of its own, which is only there once somebody wants one.
function SinceFilter({ value, change }: { value: string; change: (value: string) => void }) {
    const isAge = ages.some(([age]) => age === value);
    const [wantsDay, setWantsDay] = useState(false);
    const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
    const choices: readonly (readonly [string, string])[] = [
        ...ages, ...(isAge || isDay ? [] : [[value, Number.isNaN(Date.parse(value)) ? value : `since ${timeText(value)}`] as const]), [day, "since a day…"],
    ];
    const hasDay = isDay || wantsDay && value === "";
    return (
        <>
            <Choice name="since" value={hasDay ? day : value} choices={choices} change={(chosen) => {
                setWantsDay(chosen === day);
                change(chosen === day ? "" : chosen);
            }} />
            {hasDay && (
                <label class="filter">
                    <span>Day, UTC</span>
                    <input type="date" value={isDay ? value : ""} onChange={(event) => change(event.currentTarget.value)} />
                </label>
            )}
        </>
    );
}

const day = "day";

function Choice({ name, value, change, choices }: {
    name: FilterName; value: string; change: (value: string) => void; choices: readonly (readonly [string, string])[];
}) {
    return (
        <label class={value ? "filter filter-set" : "filter"}>
            <span>{labels[name].name}</span>
            <select value={value} onChange={(event) => change(event.currentTarget.value)}>
                {choices.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
            </select>
        </label>
    );
}

// Taken when the viewer is done with it: a query for each letter of a user's id would only find nothing.
function TextFilter({ name, value, change }: { name: FilterName; value: string; change: (value: string) => void }) {
    const [typed, setTyped] = useState(value);
    useEffect(() => setTyped(value), [value]);
    const take = () => {
        if (typed.trim() !== value) {
            change(typed.trim());
        }
    };
    return (
        <label class={value ? "filter filter-set" : "filter"}>
            <span>{labels[name].name}</span>
            <input type="text" dir="auto" value={typed} placeholder={labels[name].hint} maxLength={1000} spellcheck={false}
                onInput={(event) => setTyped(event.currentTarget.value)} onBlur={take}
                onKeyDown={(event) => {
                    if (event.key === "Enter") {
                        take();
                    } else if (event.key === "Escape" && typed !== value) {
                        event.stopPropagation();
                        setTyped(value);
                    }
                }} />
        </label>
    );
}
