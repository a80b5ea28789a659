// The way from a number in any figure to its arithmetic in the stepper.

/** Scrolls to the page's stepper, if it has one, and hands it the focus; without motion where the reader wants none. */
export function goToStepper(): void {
  const stepper = document.getElementById('stepper');
  if (!stepper) return;
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  stepper.scrollIntoView({ behavior: still ? 'instant' : 'smooth', block: 'start' });
  if (!stepper.matches('a[href], button, input, [tabindex]')) stepper.tabIndex = -1;
  stepper.focus({ preventScroll: true });
}
