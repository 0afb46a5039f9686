/** The board's style: letters for the last row of the room, colours never alone. */
export const BOARD_STYLE = `
:root { color-scheme: light dark; --ground: #fbfaf7; --text: #1d2327; --quiet: #5a646b; --line: #d9d6cd; --head: #fff;
  --done: #0b5d3b; --done-ground: #d9f2e3; --partly: #7a4a00; --partly-ground: #fff0d1; --deployed: #123f7a; --deployed-ground: #e0ecfb;
  --failed: #8f1515; --failed-ground: #fde3e1; }
@media (prefers-color-scheme: dark) { :root { --ground: #14181b; --text: #eef1f2; --quiet: #a7b1b7; --line: #333b41; --head: #1b2125;
  --done: #8fe3b4; --done-ground: #123524; --partly: #ffd488; --partly-ground: #3a2a0b; --deployed: #a9cdfb; --deployed-ground: #15294a;
  --failed: #ffb4ad; --failed-ground: #431717; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 400 1rem/1.35 system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; }
body.large { --size: clamp(1rem, 0.6rem + 1.2vw, 1.8rem); } body.medium { --size: clamp(0.95rem, 0.6rem + 0.8vw, 1.35rem); } body.small { --size: clamp(0.9rem, 0.7rem + 0.4vw, 1.1rem); }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.3rem 1.5rem; padding: 1rem clamp(1rem, 3vw, 3rem) 0.6rem; }
h1 { margin: 0; font-size: clamp(1.5rem, 1rem + 2vw, 2.8rem); line-height: 1.2; }
.facts { margin: 0; color: var(--quiet); font-size: clamp(1rem, 0.8rem + 0.6vw, 1.4rem); font-variant-numeric: tabular-nums; }
.old { margin: 0; padding: 0.2rem 0.7rem; border-radius: 0.4rem; background: var(--failed-ground); color: var(--failed); font-weight: 600; }
button { margin-left: auto; min-height: 2.75rem; padding: 0.3rem 1rem; border: 1px solid var(--quiet); border-radius: 0.5rem; background: var(--head); color: var(--text); font: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid #2f7de1; outline-offset: 2px; }
.shares { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: 0.5rem 2rem; margin: 0; padding: 0.3rem clamp(1rem, 3vw, 3rem) 0.8rem; list-style: none; }
.shares li { display: flex; flex-direction: column; font-size: clamp(1rem, 0.75rem + 0.8vw, 1.6rem); }
.shares .lab { line-height: 1.3; font-weight: 600; } .shares .share { margin-top: auto; color: var(--quiet); font-variant-numeric: tabular-nums; }
progress { display: block; width: 100%; height: 0.55rem; margin: 0.35rem 0 0.2rem; border: 0; border-radius: 1rem; overflow: hidden; background: var(--line); accent-color: #1d8a58; }
progress::-webkit-progress-bar { background: var(--line); } progress::-webkit-progress-value { background: #1d8a58; } progress::-moz-progress-bar { background: #1d8a58; }
.wide { position: relative; overflow-x: auto; padding: 0 clamp(1rem, 3vw, 3rem); }
table { width: 100%; border-collapse: separate; border-spacing: 0 0.3rem; font-size: var(--size); font-variant-numeric: tabular-nums; }
thead th { padding: 0.4rem 0.7rem; background: var(--ground); color: var(--quiet); font-size: 0.8em; text-align: left; vertical-align: bottom; font-weight: 600; }
tbody th, tbody td { padding: 0.35em 0.7rem; background: var(--head); text-align: left; border-block: 1px solid var(--line); }
tbody th { position: sticky; left: 0; font-weight: 600; border-left: 1px solid var(--line); border-radius: 0.5rem 0 0 0.5rem; min-width: 6.5em; max-width: 16em; overflow-wrap: break-word; }
tbody td:last-child { border-right: 1px solid var(--line); border-radius: 0 0.5rem 0.5rem 0; }
tbody td:not(.unread) { white-space: nowrap; }
.mark { display: inline-block; min-width: 1.1em; font-weight: 700; }
td.done { background: var(--done-ground); color: var(--done); font-weight: 600; }
td.partly { background: var(--partly-ground); color: var(--partly); font-weight: 600; }
td.deployed, td.at-work { background: var(--deployed-ground); color: var(--deployed); }
td.failed, td.unread { background: var(--failed-ground); color: var(--failed); font-weight: 600; }
td.absent, .quiet, .legend { color: var(--quiet); }
td.idle.long { color: var(--partly); font-weight: 700; }
.legend { padding: 0.2rem clamp(1rem, 3vw, 3rem) 1.5rem; margin: 0; }
@media (min-width: 60rem) { .wide { overflow: visible; } thead th { position: sticky; top: 0; z-index: 1; } }
@media (max-width: 40rem) { td .quiet { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; } thead th, tbody th, tbody td { padding-inline: 0.5rem; } }
@media print { button, .old { display: none; } body { --ground: #fff; } }
`;
