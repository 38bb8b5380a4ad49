// A classic script in the head: a module would run after the page was drawn in the wrong light.
try {
  const theme = localStorage.getItem('theme');
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden.
}
