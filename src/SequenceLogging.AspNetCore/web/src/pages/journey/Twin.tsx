import { useEffect, useRef } from "preact/hooks";
import { apiUrl } from "../../api/client";
import type { SequenceDetails } from "../../api/types";
import { useAnswer } from "../../api/useAnswer";
import { Icon } from "../../parts/Icon";
import { EmptyState, ErrorState, Loading } from "../../parts/States";
import { StepText } from "../../parts/StepText";
import { Word } from "../../parts/Text";
import { to } from "../../shell/mount";
import { plural } from "../../text/numbers";

interface Difference {
    kind: "step" | "outcome" | "wait" | "property";
    order: number;
    otherOrder: number | null;
    message: string;
}

interface TwinAnswer {
    sequenceId: string;
    other: string;
    peers: number;
    first: Difference | null;
    differences: Difference[];
    steps: { step: string | null; other: string | null }[];
    otherJourney?: SequenceDetails;
}

const kinds: Record<Difference["kind"], string> = { step: "other step", outcome: "other outcome", wait: "other wait", property: "other value" };

/** The journey beside the nearest one that came to its end, and where it first left that one's way. */
export function Twin({ id, version }: { id: string; version: string }) {
    const { data, problem, loading, reload } = useAnswer<TwinAnswer>(apiUrl(`sequences/${encodeURIComponent(id)}/twin`));
    const compared = useRef(version);
    useEffect(() => {
        if (compared.current !== version) {
            compared.current = version;
            reload();
        }
    }, [version]);
    if (problem) {
        return problem.status === 404
            ? <EmptyState title="There is nothing to compare it with">{problem.detail}</EmptyState>
            : <ErrorState problem={problem} retry={reload} />;
    }

    return data ? <Contrast answer={data} loading={loading} /> : <Loading what="Looking for the nearest successful journey" />;
}

function Contrast({ answer, loading }: { answer: TwinAnswer; loading: boolean }) {
    const rows = rowsOf(answer);
    return (
        <div class={loading ? "twin loading" : "twin"}>
            <p class={answer.first ? "twin-first" : "dim"}>
                {answer.first
                    ? <><Icon name="warning" /> <strong>The first difference:</strong> <Word>{answer.first.message}</Word></>
                    : "It took the same way, with the same outcomes and usual waits."}
            </p>
            <div class="table-frame" role="region" aria-label="Side by side" tabIndex={0}>
                <table>
                    <caption class="hidden">The steps of both journeys side by side</caption>
                    <thead>
                        <tr>
                            <th scope="col" class="number">#</th>
                            <th scope="col">this journey</th>
                            <th scope="col">nearest successful: <a class="mono" href={to(`journeys/${answer.other}`)}>{answer.other}</a></th>
                            <th scope="col">difference</th>
                        </tr>
                    </thead>
                    <tbody>
                        {rows.map((row, index) => (
                            <tr key={index} class={row.isFirst ? "twin-here" : row.differences.length > 0 ? "twin-other" : undefined}>
                                <td class="number dim">{row.order ?? ""}</td>
                                <td>{row.step ? <StepText step={row.step} /> : <span class="dim">—<span class="hidden"> no such step</span></span>}</td>
                                <td>{row.other ? <StepText step={row.other} /> : <span class="dim">—<span class="hidden"> no such step</span></span>}</td>
                                <td>{row.differences.map((one, at) => <p key={at}><span class="chip">{kinds[one.kind] ?? one.kind}</span> <Word>{one.message}</Word></p>)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            <p class="dim">Usual waits are those of {plural(answer.peers, "successful journey", "successful journeys")}.</p>
        </div>
    );
}

interface TwinRow {
    order: number | null;
    step: string | null;
    other: string | null;
    differences: Difference[];
    isFirst: boolean;
}

/** The pairs with their orders and what differs at each; what belongs to no pair stands with the last. */
export function rowsOf({ steps, differences, first }: TwinAnswer): TwinRow[] {
    let [order, otherOrder] = [0, 0];
    const rest = new Set(differences);
    return steps.map(({ step, other }, index) => {
        order += step === null ? 0 : 1;
        otherOrder += other === null ? 0 : 1;
        const here = [...rest].filter((one) => index === steps.length - 1
            || (step !== null && one.order === order && (one.otherOrder === null || other === null || one.otherOrder === otherOrder))
            || (step === null && one.otherOrder === otherOrder));
        for (const one of here) {
            rest.delete(one);
        }

        return {
            order: step === null ? null : order, step, other, differences: here,
            isFirst: first !== null && here.some((one) => one.message === first.message && one.kind === first.kind),
        };
    });
}
