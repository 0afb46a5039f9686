/** Gives every block of code that may be copied its button; without JavaScript there is none. Prompts are not part of the text. */
for (const figure of document.querySelectorAll<HTMLElement>('figure[data-copy]')) {
  const code = figure.querySelector('code');
  const { copy, copied } = figure.dataset;
  if (!code || copy === undefined || copied === undefined) continue;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = copy;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(code.textContent.trimEnd());
    button.textContent = copied;
    setTimeout(() => (button.textContent = copy), 1600);
  });
  figure.append(button);
}
