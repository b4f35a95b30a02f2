import { Component, type ComponentChildren, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { pageOf, type Page } from "../pages";
import { EmptyState, ErrorState, Loading } from "../parts/States";
import { Problem } from "../api/problem";
import { zoneName } from "../text/times";
import { Header } from "./Header";
import { place } from "./location";
import { to } from "./mount";

export function App() {
    const { path } = place.value;
    const found = pageOf(path);
    return (
        <>
            <a class="skip" href="#page" onClick={(event) => {
                event.preventDefault();
                document.getElementById("page")?.focus();
            }}>Skip to the page</a>
            <Header page={found?.page ?? null} />
            <main id="page" tabIndex={-1}>
                <Guard key={path}>
                    {found
                        ? <LoadedPage key={found.page.path} page={found.page} id={found.id} />
                        : (
                            <EmptyState isPage title="There is no such page">
                                Begin at the <a href={to("/")}>overview</a>, or search: press <kbd>/</kbd>.
                            </EmptyState>
                        )}
                </Guard>
            </main>
            <footer>Times are in your zone, {zoneName()}; hover over one for UTC.</footer>
        </>
    );
}

// As the application calls the dashboard.
const title = document.title;

const loaded = new Map<string, ComponentType<{ id: string }>>();

function LoadedPage({ page, id }: { page: Page; id: string }) {
    const [Shown, setShown] = useState<ComponentType<{ id: string }> | null>(() => loaded.get(page.path) ?? null);
    const [problem, setProblem] = useState<Problem | null>(null);
    const load = () => {
        setProblem(null);
        page.load().then(
            (module) => {
                loaded.set(page.path, module.default);
                setShown(() => module.default);
            },
            () => setProblem(new Problem(
                0, "This page could not be loaded", "The application may have been updated or stopped since you opened it. Load the page anew.")));
    };
    useEffect(() => {
        if (!Shown) {
            load();
        }

        document.title = `${page.path.includes(":") ? id : page.name} · ${title}`;
    }, [page, id]);

    return problem ? <ErrorState problem={problem} retry={() => location.reload()} /> : Shown ? <Shown id={id} /> : <Loading />;
}

/** A page that breaks says so and leaves the rest of the shell alone. */
class Guard extends Component<{ children: ComponentChildren }, { error: unknown }> {
    override state = { error: null as unknown };

    static override getDerivedStateFromError(error: unknown) {
        return { error };
    }

    override componentDidCatch(error: unknown) {
        console.error(error);
    }

    override render() {
        return this.state.error === null
            ? this.props.children
            : <ErrorState problem={new Problem(0, "This page broke", String(this.state.error))} retry={() => this.setState({ error: null })} />;
    }
}
