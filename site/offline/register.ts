/** Lets pages that were opened be there without a network. A browser without service workers reads online only. */
if ('serviceWorker' in navigator && window.isSecureContext && import.meta.env.PROD) {
  // Reason: the page comes first.
  addEventListener('load', () => {
    keepOpened().catch((error: unknown) => console.warn('offline:', error));
  });
}

async function keepOpened(): Promise<void> {
  const isNew = navigator.serviceWorker.controller === null;
  await navigator.serviceWorker.register('/offline.js');
  if (!isNew) return;
  // What this page is made of came before there was anybody to keep it.
  const { active } = await navigator.serviceWorker.ready;
  const resources = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage([location.href, ...resources].filter((address) => address.startsWith(location.origin)));
}
