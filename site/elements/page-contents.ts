/** The section being read is marked in the page's contents. */
const links = [...document.querySelectorAll<HTMLAnchorElement>('.page-contents a')];
const headings = [...document.querySelectorAll('main :is(h2, h3)[id]')];

function follow(): void {
  const current = headings.findLast((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  for (const link of links) {
    if (link.hash.slice(1) === current?.id) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

const observer = new IntersectionObserver(follow, { rootMargin: '0px 0px -66% 0px' });
for (const heading of headings) observer.observe(heading);
