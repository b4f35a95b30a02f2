import { useRef, useState } from "preact/hooks";
import { change, useAllowedChanges } from "../../api/changes";
import { Problem } from "../../api/problem";
import { ErrorState } from "../../parts/States";
import { Word } from "../../parts/Text";
import { navigate } from "../../shell/location";
import { to } from "../../shell/mount";
import { plural } from "../../text/numbers";

interface ErasedUser {
    sequences: number;
    steps: number;
    links: number;
    others: number;
}

/** Erases all that is known of a user, where the application allows it. Whoever does it writes the id once more. */
export function Erase({ user }: { user: string }) {
    const allowed = useAllowedChanges();
    const dialog = useRef<HTMLDialogElement>(null);
    const [typed, setTyped] = useState("");
    const [busy, setBusy] = useState(false);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [erased, setErased] = useState<ErasedUser | null>(null);
    if (!allowed?.erasure) {
        return null;
    }

    const erase = () => {
        setBusy(true);
        setProblem(null);
        change<ErasedUser>("erase", { user }).then(setErased, (error: unknown) =>
            setProblem(error instanceof Problem ? error : new Problem(0, "It was not erased", String(error)))).finally(() => setBusy(false));
    };
    return (
        <>
            <button type="button" class="quiet" onClick={() => {
                setTyped("");
                setProblem(null);
                dialog.current?.showModal();
            }}>Erase this user…</button>
            <dialog ref={dialog} aria-labelledby="erase-title" onClose={() => erased && navigate(to("search"))}>
                <h2 id="erase-title">Erase user <Word mono>{user}</Word></h2>
                {erased
                    ? (
                        <>
                            <p role="status">{plural(erased.sequences, "journey", "journeys")} with {plural(erased.steps, "step")} and {plural(erased.links, "link")} are gone.</p>
                            <div class="dialog-end"><button type="button" onClick={() => dialog.current?.close()}>Done</button></div>
                        </>
                    )
                    : (
                        <>
                            <p>All journeys of this user are removed from the store, with their steps, links and errors. There is no way back.</p>
                            <label class="filter">
                                <span>Write the id of the user to go on</span>
                                <input type="text" dir="auto" autocomplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
                            </label>
                            {problem && <ErrorState problem={problem} />}
                            <div class="dialog-end">
                                <button type="button" onClick={() => dialog.current?.close()}>Keep it</button>
                                <button type="button" class="danger" disabled={busy || typed.trim() !== user} onClick={erase}>{busy ? "Erasing…" : "Erase"}</button>
                            </div>
                        </>
                    )}
            </dialog>
        </>
    );
}
