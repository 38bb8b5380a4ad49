/** Hands the page to another app of the reader's device, or copies its address; elsewhere the link stays a link. */
for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-share]')) {
  const label = link.querySelector('[role=status]');
  const written = label?.textContent ?? '';
  link.addEventListener('click', async (event) => {
    const canShare = 'share' in navigator;
    if (!canShare && !('clipboard' in navigator)) return;
    event.preventDefault();
    const url = link.href;
    try {
      if (canShare) return await navigator.share({ title: link.dataset['share'] ?? document.title, url });
      await navigator.clipboard.writeText(url);
      if (!label) return;
      label.textContent = link.dataset['shared'] ?? written;
      setTimeout(() => {
        label.textContent = written;
      }, 3_000);
    } catch (error) {
      // Closing the device's own dialog is no failure; anything else leaves the plain link.
      if ((error as Error).name !== 'AbortError') location.assign(url);
    }
  });
}
