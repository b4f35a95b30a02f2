import { useEffect, useId, useState } from "preact/hooks";
import { Icon } from "../../parts/Icon";
import { place } from "../../shell/location";

const spans = [["", "the last 7 days"], ["29d", "the last 30 days"], ["89d", "the last 90 days"], ["364d", "the last 365 days"]] as const;
const own = "*";

/** Which days, and of which step: counts are kept by UTC day. */
export function DaysBar({ first, last, steps, change }: {
    first: string | null;
    last: string | null;
    steps: readonly string[];
    change: (changes: Record<string, string | null>) => void;
}) {
    const query = place.value.query;
    const [since, until, step] = [query.get("since") ?? "", query.get("until") ?? "", query.get("step") ?? ""];
    const isSpan = until === "" && spans.some(([age]) => age === since);
    const [wantsOwn, setWantsOwn] = useState(!isSpan);
    const hasOwn = wantsOwn || !isSpan;
    const [typed, setTyped] = useState(step);
    const options = useId();
    useEffect(() => setTyped(step), [step]);
    const take = () => {
        if (typed.trim() !== step) {
            change({ step: typed.trim() || null });
        }
    };
    return (
        <div class="filters" role="group" aria-label="Filters">
            <label class={since !== "" || until !== "" ? "filter filter-set" : "filter"}>
                <span>Days</span>
                <select value={hasOwn ? own : since} onChange={(event) => {
                    const value = event.currentTarget.value;
                    setWantsOwn(value === own);
                    change(value === own ? { since: first, until: last } : { since: value || null, until: null });
                }}>
                    {spans.map(([age, text]) => <option key={age} value={age}>{text}</option>)}
                    <option value={own}>from a day to a day…</option>
                </select>
            </label>
            {hasOwn && (
                <>
                    <Day name="From" value={first ?? ""} max={last} change={(day) => change({ since: day || null, until: until || last })} />
                    <Day name="To, whole" value={last ?? ""} max={null} change={(day) => change({ since: since || first, until: day || null })} />
                </>
            )}
            <label class={step ? "filter filter-set" : "filter"}>
                <span>Step</span>
                <input type="text" dir="auto" list={options} value={typed} placeholder="all steps" maxLength={500} spellcheck={false} autocomplete="off"
                    onInput={(event) => setTyped(event.currentTarget.value)} onBlur={take} onChange={take} onKeyDown={(event) => event.key === "Enter" && take()} />
                <datalist id={options}>{steps.map((name) => <option key={name} value={name} />)}</datalist>
            </label>
            {(since || until || step) && (
                <button type="button" class="quiet" onClick={() => {
                    setWantsOwn(false);
                    change({ since: null, until: null, step: null });
                }}>
                    <Icon name="close" /> Clear filters
                </button>
            )}
        </div>
    );
}

function Day({ name, value, max, change }: { name: string; value: string; max: string | null; change: (day: string) => void }) {
    return (
        <label class="filter filter-set">
            <span>{name}</span>
            <input type="date" value={value} {...(max ? { max } : {})} onChange={(event) => change(event.currentTarget.value)} />
        </label>
    );
}
