// Starts the charts of the page and switches its theme. All words and tables are in the HTML already.
(() => {
  'use strict';
  const root = document.documentElement;
  const { charts } = JSON.parse(document.getElementById('charts').textContent);

  // ---- theme

  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const button = document.getElementById('theme');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : prefersDark.matches);

  function showTheme() {
    document.getElementById('theme-word').textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Switch to the light theme' : 'Switch to the dark theme');
  }

  button.hidden = false;
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    if (root.dataset.memory !== 'none') {
      localStorage.setItem('mlsteps-theme', root.dataset.theme);
    }
    showTheme();
    mlCharts.redraw();
  });
  prefersDark.addEventListener('change', () => {
    showTheme();
    mlCharts.redraw();
  });
  showTheme();

  // ---- charts

  mlCharts.start(Object.entries(charts).map(([id, data]) => [document.getElementById(id), data]));
})();
