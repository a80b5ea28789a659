// What the workers' hosts get from the browser: a breath between two steps, and files of this site.

/** A breath: resolves after the messages that wait already, by a message to oneself; without the 4 ms that timers take. */
export function messageBreath(): () => Promise<void> {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.addEventListener('message', () => waiting.shift()?.());
  channel.port1.start();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}

/** A file of this site, as text. @throws Error where it does not come */
export async function fetchText(url: string): Promise<string> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} could not be loaded (${answer.status})`);
  return answer.text();
}
