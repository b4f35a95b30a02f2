import { useEffect } from "preact/hooks";
import { apiUrl } from "../api/client";
import { useLiveReload } from "../api/live";
import { useAnswer } from "../api/useAnswer";
import { EmptyState, ErrorState, Loading } from "../parts/States";
import { StatusMark } from "../parts/StatusMark";
import { Tabs } from "../parts/Tabs";
import { Word } from "../parts/Text";
import { changeQuery, place } from "../shell/location";
import { to } from "../shell/mount";
import { useQueryState } from "../shell/useQueryState";
import { setClock } from "../text/clock";
import { Actions } from "./journey/Actions";
import { Facts } from "./journey/Facts";
import { JourneyMap } from "./journey/JourneyMap";
import type { JourneyReport } from "./journey/report";
import { StandingCard } from "./journey/StandingCard";
import { Timeline } from "./journey/Timeline";
import { Twin } from "./journey/Twin";

const tabs = [{ id: "timeline", name: "Timeline" }, { id: "twin", name: "Beside a successful one" }];

/** One journey: where it stands, how it came there, and what was different from one that succeeded. Live while it runs. */
export default function Journey({ id }: { id: string }) {
    const { data, problem, loading, reload } = useAnswer<JourneyReport>(apiUrl(`sequences/${encodeURIComponent(id)}/report`));
    const report = data && (data.journey.sequenceId === id || !loading) ? data : null;
    useLiveReload(reload, report?.journey.sequenceId ?? null, report !== null);
    const [view, setView] = useQueryState("view", "timeline");
    const chosen = Number(place.value.query.get("step")) || null;
    useEffect(() => {
        if (report) {
            setClock(report.now);
        }
    }, [report]);

    if (!report) {
        return problem
            ? problem.status === 404 || problem.status === 400
                ? (
                    <EmptyState isPage title={`There is no journey ${id}`}>
                        <p dir="auto">{problem.detail}</p>
                        <p><a href={to("search", { q: id })}>Search for it</a>, or press <kbd>/</kbd>.</p>
                    </EmptyState>
                )
                : <ErrorState problem={problem} retry={reload} />
            : <Loading what="Reading the journey" />;
    }

    const { journey } = report;
    const choose = (order: number) => changeQuery({ step: String(order), view: null }, { replace: true });
    return (
        <article class="journey">
            <div class="page-head journey-head">
                <h1><Word mono>{journey.sequenceId}</Word></h1>
                <StatusMark status={journey.status} />
                <Actions report={report} />
            </div>
            {problem && <ErrorState problem={problem} retry={reload} />}
            <StandingCard report={report} onChoose={choose} />
            <JourneyMap report={report} chosen={chosen} onChoose={choose} />
            <div class="journey-body">
                <div class="journey-main">
                    <Tabs label="Views" tabs={tabs} chosen={view} onChoose={(tab) => setView(tab, { replace: true })}>
                        {view === "twin"
                            ? <Twin id={journey.sequenceId} version={journey.updatedAt} />
                            : report.moments.length === 0
                                ? <EmptyState title="Nothing has happened in it yet">Its first step appears here when it is logged.</EmptyState>
                                : <Timeline report={report} chosen={chosen} />}
                    </Tabs>
                </div>
                <Facts report={report} />
            </div>
        </article>
    );
}
