/**
 * How many times what something costs at one size it costs at twice that size. Measures a cost at
 * a size and at twice that size, in turns, and compares the least of each: what else the machine
 * does, compiling and collecting garbage fall on single turns only. A cost that is square at heart
 * gives a ratio near four however often it is asked; turns end as soon as the ratio is plainly
 * below three. What costs less than `worthComparing` is taken at larger sizes until it costs that
 * much: of a few milliseconds no ratio can be told.
 */
export function growth(
  costAt: (size: number) => number,
  given: number,
  { worthComparing = 0 }: { readonly worthComparing?: number } = {},
): number {
  let size = given
  while (size < 64 * given && costAt(size) < worthComparing) size *= 2
  let [least, twice] = [Infinity, Infinity]
  for (let turn = 0; turn < 8; turn += 1) {
    least = Math.min(least, costAt(size))
    twice = Math.min(twice, costAt(2 * size))
    if (turn > 1 && twice < 2.6 * least) break
  }
  return twice / least
}
