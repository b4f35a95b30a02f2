import { useState } from "preact/hooks";
import type { Examination as Answer, Finding } from "../../api/analysis";
import { apiUrl, ask } from "../../api/client";
import { Problem } from "../../api/problem";
import { Icon } from "../../parts/Icon";
import { ErrorState } from "../../parts/States";
import { Table } from "../../parts/Table";
import { Word } from "../../parts/Text";
import { count } from "../../text/numbers";

/** Reads all of the store when it is asked to, and says whether it is well. */
export function Examination() {
    const [state, setState] = useState<{ answer: Answer | null; problem: Problem | null; isAsking: boolean }>({ answer: null, problem: null, isAsking: false });
    const examine = () => {
        setState((before) => ({ ...before, problem: null, isAsking: true }));
        ask<Answer>(apiUrl("store/examination")).then(
            ({ data }) => setState({ answer: data, problem: null, isAsking: false }),
            (error: unknown) => setState((before) => ({ ...before, problem: error instanceof Problem ? error : Problem.unreachable(), isAsking: false })));
    };
    const { answer, problem, isAsking } = state;
    return (
        <section class="card store-part">
            <div class="card-head">
                <h2>Examination</h2>
                <button type="button" onClick={examine} disabled={isAsking} aria-busy={isAsking}>
                    {isAsking && <span class="spinner" aria-hidden="true" />}{isAsking ? "Reading all of the store…" : answer ? "Examine again" : "Examine the store"}
                </button>
            </div>
            <div aria-live="polite">
                {problem && <ErrorState problem={problem} retry={examine} />}
                {!answer && !problem && (
                    <p class="dim">
                        Reads the whole store, in pieces, and changes nothing: integrity, and what became of every number that was issued. A large one takes
                        a while. From a terminal: <code>seqlog doctor</code>.
                    </p>
                )}
                {answer && (
                    <p class={answer.healthy ? "account-verdict is-good" : "account-verdict is-wrong"}>
                        <Icon name={answer.healthy ? "completed" : "failed"} /> {answer.healthy ? "The store is well." : "The store is not well."}
                    </p>
                )}
            </div>
            {answer && (
                <>
                    <Findings findings={answer.findings} />
                    {answer.ids.length > 0 && <Ids answer={answer} />}
                </>
            )}
        </section>
    );
}

const icons = { good: "completed", notice: "warning", problem: "failed" } as const;

/** What was looked at, one line each; what to do about it below. */
export function Findings({ findings }: { findings: Finding[] }) {
    return (
        <dl class="findings">
            {findings.map((finding) => (
                <div key={finding.name} class={`finding is-${finding.level}`}>
                    <dt><Icon name={icons[finding.level]} label={finding.level} /> {finding.name.replaceAll("_", " ")}</dt>
                    <dd>
                        <Word>{finding.value}</Word>
                        {finding.advice && <p class="finding-advice">{finding.advice}</p>}
                    </dd>
                </div>
            ))}
        </dl>
    );
}

function Ids({ answer }: { answer: Answer }) {
    const reasons = [...new Set(answer.ids.flatMap((month) => Object.entries(month.gaps).filter(([, gaps]) => gaps !== 0).map(([reason]) => reason)))].sort();
    return (
        <>
            <h3>What became of every number</h3>
            <Table caption="What became of every number" rows={[...answer.ids].reverse()} keyOf={(month) => month.month}
                columns={[
                    { head: "Month", cell: (month) => month.month },
                    { head: "Issued", number: true, cell: (month) => count(month.last) },
                    { head: "Used", number: true, cell: (month) => count(month.used) },
                    ...reasons.map((reason) => ({ head: reason.replaceAll("_", " "), number: true, cell: (month: Answer["ids"][number]) => count(month.gaps[reason] ?? 0) })),
                    { head: "Unexplained", number: true, cell: (month) => month.unexplained === 0 ? "0" : <strong class="bad">{count(month.unexplained)}</strong> },
                ]} />
        </>
    );
}
