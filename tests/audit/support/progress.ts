// Words for whoever waits: what has been reached, and after how long.

/** Processor time that this process has taken, in seconds, all its threads together. */
export const processorSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** To the terminal only: no figure of the results comes from here. */
export const say = (text: string): void =>
  console.error(`  ${processorSeconds().toFixed(0).padStart(5)} s  ${text}`);
