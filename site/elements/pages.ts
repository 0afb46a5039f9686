/**
 * All that pages do by script, as one file: a page asks for it once, and the next one has it already. What it stands for in a page is
 * named in the page's own markup; where that is missing, nothing happens. Heavy things (a lab, its editor, the search index) come when
 * they are opened.
 */
import '../search/search-box.ts';
import './contents-marks.ts';
import './language-switch.ts';
import './theme-switch.ts';
import './copy-buttons.ts';
import './done-mark.ts';
import './lightbox.ts';
import './next-page.ts';
import './open-target.ts';
import './page-contents.ts';
import './pages-done.ts';
import './print-button.ts';
import './quiz-choices.ts';
import './sync-tabs.ts';
import './task-box.ts';
import './term-cards.ts';
import './turn-pages.ts';
import '../tab/panel/lab-panel.ts';
import '../offline/register.ts';

// Of one page alone.
if (document.querySelector('my-progress')) void import('./my-progress.ts');
