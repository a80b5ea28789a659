// Files that are dropped onto a figure.

const holdsFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Handlers for the element onto which a file may be dropped; what is dragged and is no file passes by.
 * @param take the first file dropped
 * @param show whether a file hangs over the element
 */
export const dropHandlers = (take: (file: File) => void, show: (over: boolean) => void) => ({
  ondragover(event: DragEvent): void {
    if (!holdsFile(event)) return;
    event.preventDefault();
    show(true);
  },
  ondragleave: (): void => show(false),
  ondrop(event: DragEvent): void {
    show(false);
    const file = event.dataTransfer?.files[0];
    if (!file) return;
    event.preventDefault();
    take(file);
  },
});
