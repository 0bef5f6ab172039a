// Runs before the first paint, so that a chosen theme never flashes in the other one.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const chosen = localStorage.getItem('mlsteps-theme');
    if (chosen === 'dark' || chosen === 'light') {
      root.dataset.theme = chosen;
    }
  } catch (blocked) {
    root.dataset.memory = 'none'; // a sandboxed frame has no storage: the system's theme is used
  }
})();
