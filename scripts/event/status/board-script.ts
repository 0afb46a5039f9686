/** What runs in the board: it loads the page anew, unless somebody pauses it, and says when nobody writes new ones any more. */
export const BOARD_SCRIPT = `
const { made, every } = document.body.dataset;
const button = document.getElementById('pause');
const old = document.querySelector('.old');
let paused = sessionStorage.getItem('paused') === 'true';
const show = () => {
  button.textContent = paused ? button.dataset.goOn : button.dataset.pause;
  button.setAttribute('aria-pressed', String(paused));
};
button.hidden = false;
button.addEventListener('click', () => {
  paused = !paused;
  sessionStorage.setItem('paused', String(paused));
  show();
});
show();
setInterval(() => {
  if (Date.now() - Number(made) > 4000 * Number(every)) old.hidden = false;
  if (!paused) location.reload();
}, 1000 * Number(every));
`;
