import { pages, type Page } from "../pages";
import { LiveMark } from "./LiveMark";
import { to } from "./mount";
import { SearchBox } from "./SearchBox";
import { ThemeSwitch } from "./ThemeSwitch";

export function Header({ page }: { page: Page | null }) {
    return (
        <header>
            <div class="head">
                <a class="brand" href={to("/")}>
                    <svg viewBox="0 0 24 16" width="30" height="20" aria-hidden="true">
                        <path d="M3 8h6m6 0h6M12 3v2m0 6v2" class="icon-line" />
                        <circle cx="3.5" cy="8" r="2.5" class="brand-dot" /><circle cx="12" cy="8" r="3" class="brand-dot" /><circle cx="20.5" cy="8" r="2.5" class="brand-ring" />
                    </svg>
                    <span>Sequences</span>
                </a>
                <SearchBox />
                <LiveMark />
                <ThemeSwitch />
            </div>
            <nav aria-label="Pages">
                {pages.filter((one) => one.inHead).map((one) => (
                    <a key={one.path} href={to(one.path)} aria-current={one === page ? "page" : undefined}>{one.name}</a>
                ))}
            </nav>
        </header>
    );
}
