import { addressed } from './hub.ts';

for (const code of document.querySelectorAll('.code pre')) {
  // A site that was built without an address of its own learns it here.
  for (const part of code.children) part.textContent = addressed(part.textContent, location.origin);
}

/** Code can be copied where the browser lets a page write to the clipboard. */
for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copy]')) {
  const code = button.closest('figure')?.querySelector('pre');
  if (!code || !('clipboard' in navigator)) continue;
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = button.dataset['copy'] ?? label;
      setTimeout(() => {
        button.textContent = label;
      }, 2_000);
    } catch {
      button.hidden = true;
    }
  });
}
