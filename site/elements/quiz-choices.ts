import { placeOnPage } from './place-on-page.ts';
import { keep, kept } from './storage.ts';

/** Remembers which choice of a question was taken last, and says so on the next visit. One choice is open at a time. */
class QuizChoices extends HTMLElement {
  connectedCallback() {
    const choices = [...this.querySelectorAll<HTMLDetailsElement>('.choice')];
    const place = placeOnPage(this);
    this.say(choices[answers()[place] ?? -1]);
    for (const [index, choice] of choices.entries()) {
      choice.addEventListener('toggle', () => {
        if (!choice.open) return;
        for (const other of choices) if (other !== choice && !isRightToo(choice, other)) other.open = false;
        keep('answers', { ...answers(), [place]: index });
        this.say(choice);
      });
    }
  }

  private say(choice: HTMLElement | undefined) {
    const text = this.querySelector('.kept');
    if (!choice || !text) return;
    text.textContent = (choice.dataset.right === undefined ? this.dataset.wrong : this.dataset.right) ?? '';
  }
}

/** Where several answers are right, they may stand open together. */
function isRightToo(choice: HTMLElement, other: HTMLElement): boolean {
  return choice.dataset.right !== undefined && other.dataset.right !== undefined;
}

/** Question -> the choice last taken. */
function answers(): Record<string, number> {
  const value = kept('answers');
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, number>) : {};
}

customElements.define('quiz-choices', QuizChoices);
