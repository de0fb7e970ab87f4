/** The middle one, or the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other)
  const half = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[half]]
  if (low === undefined || high === undefined) throw new Error('nothing was measured')
  return (low + high) / 2
}

/** Milliseconds that some work took, with what it gave. */
export async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const began = performance.now()
  const value = await work()
  return { ms: performance.now() - began, value }
}

/** Medians of several contenders; `ratio` compares two of them round by round. */
export interface Rounds<Name extends string> {
  readonly median: Readonly<Record<Name, number>>
  ratio(one: Name, other: Name): number
}

/**
 * Lets contenders run in turn, one round after another, so that what else the machine does falls
 * on all of them. A ratio is the median of the ratios of the rounds, never that of two medians.
 */
export async function inTurn<Name extends string>(
  count: number,
  contenders: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Rounds<Name>> {
  const names = Object.keys(contenders) as Name[]
  const rounds: Record<Name, number>[] = []
  for (let round = 0; round < count; round++) {
    const numbers = {} as Record<Name, number>
    for (const name of names) numbers[name] = await contenders[name]()
    rounds.push(numbers)
  }
  const medians = names.map((name) => [name, median(rounds.map((round) => round[name]))])
  return {
    median: Object.fromEntries(medians) as Record<Name, number>,
    ratio: (one, other) => median(rounds.map((round) => round[one] / round[other])),
  }
}

/** How often something was done in a second by `clients` that each do it again and again. */
export async function perSecond(
  { clients, seconds }: { clients: number; seconds: number },
  work: (client: number) => Promise<unknown>,
): Promise<number> {
  const began = performance.now()
  const until = began + seconds * 1000
  let done = 0
  const client = async (_: unknown, number: number) => {
    while (performance.now() < until) {
      await work(number)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return (done * 1000) / (performance.now() - began)
}

/** Tells on standard error what is being done, and how long it took. */
export async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
  process.stderr.write(`${what} … `)
  const { ms, value } = await timed(work)
  process.stderr.write(`${(ms / 1000).toFixed(1)} s\n`)
  return value
}
