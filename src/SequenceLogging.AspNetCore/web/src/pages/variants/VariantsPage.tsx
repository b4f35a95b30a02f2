import type { PathVariant, VariantsAnswer } from "../../api/analysis";
import { apiUrl } from "../../api/client";
import type { SequenceStatus } from "../../api/types";
import { useAnswer } from "../../api/useAnswer";
import { useQuietReload } from "../../api/useQuietReload";
import { FilterBar, filtersOf, type FilterName } from "../../parts/FilterBar";
import { OpenedNumber } from "../../parts/OpenedNumber";
import { EmptyState, ErrorState, Loading } from "../../parts/States";
import { changeQuery, place } from "../../shell/location";
import { waitText } from "../../text/durations";
import { count, percent, plural } from "../../text/numbers";
import { Chain } from "./Chain";
import { Comparison } from "./Comparison";

const filters: readonly FilterName[] = ["since", "status", "flow", "language", "property"];
const moreFilters: readonly FilterName[] = ["until", "user", "component", "step", "text"];
const usualTop = 20;
const mostTop = 500;
const outcomes: readonly SequenceStatus[] = ["completed", "active", "abandoned", "failed"];
const withoutSteps = "none";

/** The ways that journeys take, the most frequent first; each opens its journeys, and two lie side by side. */
export default function VariantsPage() {
    const query = place.value.query;
    const top = Math.min(mostTop, Math.max(1, Number.parseInt(query.get("top") ?? "", 10) || usualTop));
    const asked = filtersOf([...filters, ...moreFilters]);
    const answer = useAnswer<VariantsAnswer>(apiUrl("variants", { ...asked, top }));
    const { data, problem, stale, reload } = answer;
    useQuietReload(answer);
    const opened = query.get("variant");
    const variant = data?.variants.find((one) => one.id === opened) ?? null;
    const compared = (query.get("compare") ?? "").split(",").filter((id) => id !== "").slice(0, 2);
    const [left, right] = compared.map((id) => data?.variants.find((one) => one.id === id));
    const compare = (ids: string[]) => changeQuery({ compare: ids.join(",") || null });

    return (
        <>
            <div class="page-head">
                <h1>Variants</h1>
                <p class="page-note">{data ? summaryText(data) : "The ways that journeys take: their steps in their order."}</p>
            </div>
            <FilterBar names={filters} more={moreFilters} reset={["variant", "compare"]} />
            <div class="variants-body">
                {problem && <ErrorState problem={problem} retry={reload} />}
                {!data
                    ? !problem && <div class="card"><Loading what="Reading the ways" /></div>
                    : data.sequences + data.withoutSteps === 0
                        ? <Nothing isFiltered={[...filters, ...moreFilters].some((name) => query.get(name))} />
                        : (
                            <>
                                {left && right && <Comparison left={left} right={right} onClose={() => compare([])} />}
                                {compared.length === 1 && left && (
                                    <p class="variants-hint" role="status">Variant {left.number} is chosen. Choose another one to lay beside it.</p>
                                )}
                                <ol class={stale ? "variants loading" : "variants"} aria-busy={stale} aria-label="Variants, the most frequent first">
                                    {data.variants.map((one) => (
                                        <Variant key={one.id} variant={one} most={data.variants[0]!.share} isOpen={one.id === opened}
                                            isCompared={compared.includes(one.id)} isFull={compared.length === 2 && !compared.includes(one.id)}
                                            onOpen={() => changeQuery({ variant: one.id })}
                                            onCompare={(on) => compare(on ? [...compared, one.id] : compared.filter((id) => id !== one.id))} />
                                    ))}
                                </ol>
                                {data.withoutSteps > 0 && (
                                    <p class="variants-rest">
                                        <button type="button" class="number-link" aria-pressed={opened === withoutSteps} onClick={() => changeQuery({ variant: withoutSteps })}>
                                            {plural(data.withoutSteps, "journey", "journeys")}
                                        </button> without any step yet.
                                    </p>
                                )}
                                {data.variants.length < data.total && <Rest data={data} top={top} />}
                            </>
                        )}
            </div>
            {opened !== null && (
                <OpenedNumber label={variant ? `Journeys of variant ${variant.number}` : "Journeys of the variant"} number={variant?.count ?? null}
                    title={variant ? <>Variant {variant.number}</> : opened === withoutSteps ? "Without any step" : "A variant"}
                    url={apiUrl("variants/sequences", { ...asked, variant: opened, limit: 25 })} onClose={() => changeQuery({ variant: null })}>
                    {variant && <div class="variant-facts"><Chain steps={variant.steps} /></div>}
                </OpenedNumber>
            )}
        </>
    );
}

function Variant({ variant, most, isOpen, isCompared, isFull, onOpen, onCompare }: {
    variant: PathVariant;
    most: number;
    isOpen: boolean;
    isCompared: boolean;
    isFull: boolean;
    onOpen: () => void;
    onCompare: (on: boolean) => void;
}) {
    return (
        <li class={isOpen ? "variant is-open" : "variant"}>
            <div class="variant-head">
                <span class="variant-number">{variant.number}</span>
                <button type="button" class="number-link variant-count" aria-pressed={isOpen} onClick={onOpen}
                    aria-label={`Variant ${variant.number}: ${plural(variant.count, "journey")}, show them`}>
                    {plural(variant.count, "journey")}
                </button>
                <svg class="variant-share" width="120" height="10" aria-hidden="true">
                    <rect class="funnel-bar-ground" width="120" height="10" rx="3" />
                    <rect class="variant-share-part" width={Math.max(1.5, 120 * variant.share / most)} height="10" rx="3" />
                </svg>
                <span class="variant-percent">{percent(variant.share)}</span>
                <span class="dim">half within {waitText(variant.medianSeconds * 1_000)}, {plural(variant.steps.length, "step")}</span>
                <Outcomes variant={variant} />
                <label class="variant-compare">
                    <input type="checkbox" checked={isCompared} disabled={isFull} onChange={(event) => onCompare(event.currentTarget.checked)} />
                    compare<span class="hidden"> variant {variant.number}</span>
                </label>
            </div>
            <Chain steps={variant.steps} />
        </li>
    );
}

function Outcomes({ variant }: { variant: PathVariant }) {
    const told = outcomes.filter((status) => variant.outcomes[status] > 0);
    return (
        <ul class="variant-outcomes" aria-label="How they ended">
            {told.map((status) => (
                <li key={status} class={`status-${status}`}>{percent(variant.outcomes[status] / variant.count)} {status}</li>
            ))}
        </ul>
    );
}

function Rest({ data, top }: { data: VariantsAnswer; top: number }) {
    const told = data.variants.reduce((sum, variant) => sum + variant.count, 0);
    const more = Math.min(mostTop, top * 2);
    return (
        <p class="variants-rest">
            {plural(data.total - data.variants.length, "rarer variant")} not shown, with {plural(data.sequences - told, "journey")} ({percent((data.sequences - told) / data.sequences)}).
            {more > top && <> <button type="button" onClick={() => changeQuery({ top: String(more) })}>Show {count(Math.min(more, data.total))}</button></>}
        </p>
    );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
    return (
        <EmptyState title={isFiltered ? "No journey is like that" : "No journey yet"}>
            {isFiltered
                ? <>No journey fits these filters. Clear one of them, or begin earlier.</>
                : <>A journey begins with <code>using (sequences.Begin(userId: 7))</code>; its steps are events with <code>StepName</code>. The same from a terminal: <code>seqlog variants</code>.</>}
        </EmptyState>
    );
}

function summaryText({ total, sequences, medianSeconds }: VariantsAnswer): string {
    return `${plural(sequences, "journey")} took ${plural(total, "way")}${medianSeconds === null ? "" : `; half of them within ${waitText(medianSeconds * 1_000)}`}.`;
}
