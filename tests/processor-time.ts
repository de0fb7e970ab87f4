/**
 * Counts what this process computes from now on, all its threads, in milliseconds: the answer says
 * how much it was so far. What else the machine does is not counted.
 */
export function processorTime(): () => number {
  const began = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(began)
    return (user + system) / 1000
  }
}
