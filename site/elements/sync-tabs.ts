/** Tabs with the same `data-sync` change together, all over the page. */
class SyncTabs extends HTMLElement {
  connectedCallback() {
    this.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      for (const tabs of document.querySelectorAll<HTMLElement>('sync-tabs')) {
        if (tabs.dataset.sync !== this.dataset.sync) continue;
        const twin = tabs.querySelector<HTMLInputElement>(`input[value="${target.value}"]`);
        if (twin) twin.checked = true;
      }
    });
  }
}

customElements.define('sync-tabs', SyncTabs);
