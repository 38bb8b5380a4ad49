/** Code can be copied where the browser lets a page write to the clipboard. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  const code = button.closest('figure')?.querySelector('pre');
  if (!code || !('clipboard' in navigator)) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(code.textContent).then(
      () => {
        button.textContent = button.dataset['copy'] ?? '';
        setTimeout(() => {
          button.textContent = label;
        }, 2_000);
      },
      () => {
        button.hidden = true;
      },
    );
  });
}
