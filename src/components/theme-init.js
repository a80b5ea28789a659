// Runs in <head>, before the first paint: marks that scripts run, and applies a remembered theme.
(function () {
  var root = document.documentElement;
  root.classList.add('js');
  try {
    var theme = localStorage.getItem('unrolled:theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch (_storageBlocked) {
    // The system's theme it is.
  }
})();
